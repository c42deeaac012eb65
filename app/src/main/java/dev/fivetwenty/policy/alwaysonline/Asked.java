package dev.fivetwenty.policy.alwaysonline;

import dev.fivetwenty.policy.alwaysonline.field.Fields;
import java.util.Locale;

/// A request, as far as copies are concerned. Used by one thread at a time.
public final class Asked {

  private final String method;
  private final String scheme;
  private final String host;
  private final String target;
  private final Fields fields;
  private final boolean content;
  private final boolean trusted;
  /// Null before the first question, for most requests want one of them and some none.
  private String key;
  private String path;

  /// @param scheme  that the origin is told, `http` or `https`
  /// @param host    the value of `Host`, empty where there is none
  /// @param target  path and query, octet for octet as the origin is sent them
  /// @param content the request has any
  /// @param trusted the peer is a proxy of the operator's, whose word on the way so far counts
  public Asked(
      String method, String scheme, String host, String target, Fields fields, boolean content, boolean trusted) {
    this.method = method;
    this.scheme = scheme;
    this.host = host;
    this.target = target;
    this.fields = fields;
    this.content = content;
    this.trusted = trusted;
  }

  /// Returns what copies are found by: the URL as the origin sees it, with the host in lower case.
  ///
  /// Nothing else is made equal, and nothing else has a part in it, so that no two requests that an
  /// origin could tell apart by their target share a copy.
  public String key() {
    if (key == null) key = scheme + "://" + host.toLowerCase(Locale.ROOT) + target;
    return key;
  }

  String path() {
    if (path == null) {
      int query = target.indexOf('?');
      path = query < 0 ? target : target.substring(0, query);
    }
    return path;
  }

  /// Returns whether it asks for the page and nothing else.
  public boolean isPage() {
    return isGet() || method.equals("HEAD");
  }

  public boolean isGet() {
    return method.equals("GET");
  }

  public String scheme() {
    return scheme;
  }

  public String host() {
    return host;
  }

  public String target() {
    return target;
  }

  public Fields fields() {
    return fields;
  }

  boolean content() {
    return content;
  }

  boolean trusted() {
    return trusted;
  }
}
