package dev.fivetwenty.edge.copy;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.cause.ProxyStatus;
import dev.fivetwenty.policy.alwaysonline.Trouble;

/// A failure that a copy may take the place of.
///
/// @param status      that it has
/// @param cause       slug
/// @param proxyStatus RFC 9209, as anybody may see it
public record Failed(int status, boolean byOrigin, String cause, String proxyStatus) {

  /// Returns what the edge would have answered.
  public static Failed with(Cause cause) {
    return new Failed(
        cause.status(Presentation.EDGE_52X), false, cause.slug(), ProxyStatus.withoutDetails(cause));
  }

  /// Returns what the origin answered.
  public static Failed byOrigin(int status) {
    return new Failed(status, true, "origin-" + status, ProxyStatus.received(status));
  }

  public Trouble trouble() {
    return new Trouble(status, byOrigin);
  }
}
