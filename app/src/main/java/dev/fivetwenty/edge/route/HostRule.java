package dev.fivetwenty.edge.route;

/// What an origin is sent as `Host`.
///
/// @param fixed the same for every request; null to send what the client sent, or the origin's own
/// @param ofOrigin the host of the origin's URL
public record HostRule(byte[] fixed, boolean ofOrigin) {

  public static final HostRule OF_CLIENT = new HostRule(null, false);
  public static final HostRule OF_ORIGIN = new HostRule(null, true);

  /// Returns what to send instead of the client's field; null to keep that.
  public byte[] instead(Origin origin) {
    return ofOrigin ? origin.authority() : fixed;
  }
}
