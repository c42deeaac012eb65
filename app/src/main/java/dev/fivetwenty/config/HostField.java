package dev.fivetwenty.config;

/// What an origin is sent as `Host`.
public sealed interface HostField {

  /// What the client sent.
  record OfClient() implements HostField {}

  /// The host of the origin's URL.
  record OfOrigin() implements HostField {}

  /// Always the same name.
  record Fixed(String name) implements HostField {}
}
