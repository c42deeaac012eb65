package dev.fivetwenty.config;

import java.nio.file.Path;
import java.util.Optional;

/// TLS towards the origins of a route.
///
/// @param authorities PEM file of the roots to trust instead of the platform's
/// @param client      certificate that the edge shows
/// @param sni         name to send instead of the URL's host; an empty one sends none
public record OriginTls(
    Trust trust, Optional<Path> authorities, Optional<CertificateFiles> client, Optional<String> sni) {

  /// How much of the origin's certificate is checked.
  public enum Trust {
    /// Nothing: encrypt only.
    OFF,
    /// Any certificate is taken; what is wrong with it is recorded.
    FULL,
    /// Chain, name and dates must be right, else 526.
    STRICT
  }
}
