package dev.fivetwenty.policy.alwaysonline;

import dev.fivetwenty.policy.alwaysonline.field.Fields;
import java.util.Locale;

/// A request, as far as copies are concerned.
///
/// @param scheme  that the origin is told, `http` or `https`
/// @param host    the value of `Host`, empty where there is none
/// @param target  path and query, octet for octet as the origin is sent them
/// @param content the request has any
/// @param trusted the peer is a proxy of the operator's, whose word on the way so far counts
public record Asked(
    String method, String scheme, String host, String target, Fields fields, boolean content,
    boolean trusted) {

  /// Returns what copies are found by: the URL as the origin sees it, with the host in lower case.
  ///
  /// Nothing else is made equal, and nothing else has a part in it, so that no two requests that an
  /// origin could tell apart by their target share a copy.
  public String key() {
    return scheme + "://" + host.toLowerCase(Locale.ROOT) + target;
  }

  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /// Returns whether it asks for the page and nothing else.
  public boolean isPage() {
    return isGet() || method.equals("HEAD");
  }

  boolean isGet() {
    return method.equals("GET");
  }
}
