package dev.fivetwenty.edge.health;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fivetwenty.edge.route.Origin;
import dev.fivetwenty.edge.route.Route;
import dev.fivetwenty.origin.RequestBytes;

/// A request of the edge's own for what visitors ask for.
///
/// @param scheme that the origin is told
/// @param host   that visitors know
/// @param target path and query
public record OwnRequest(String scheme, String host, String target, String userAgent) {

  /// Returns the request as an origin of a route is sent it.
  public RequestBytes to(Origin origin, Route route) {
    byte[] instead = route.host().instead(origin);
    return RequestBytes.get(origin.endpoint().target().url())
        .target(target)
        .with("Host", instead == null ? host : new String(instead, ISO_8859_1))
        .with("User-Agent", userAgent)
        .adding("Accept-Encoding", "gzip")
        .adding("X-Forwarded-Proto", scheme)
        .adding("X-Forwarded-Host", host)
        .adding("Via", "1.1 fivetwenty");
  }
}
