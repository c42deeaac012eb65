package dev.fivetwenty.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fivetwenty.wire.Framing;
import dev.fivetwenty.wire.RequestIndex;
import java.net.InetAddress;
import java.util.Locale;

/// What is needed of a request.
///
/// @param path   of the target as sent, without its query; nothing is decoded
/// @param query  without its mark; nothing is decoded
/// @param host   of Host, without port and brackets, lower case; empty where HTTP/1.0 had none
/// @param origin the value of Origin, empty without one
record AdminRequest(
    String method, String path, String query, String host, String origin, String accept, boolean hasContent) {

  static AdminRequest of(RequestIndex head) {
    String target = head.target();
    if (head.hasAuthority()) target = target.substring(head.authorityEnd() - head.targetStart());
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    return new AdminRequest(
        head.method(),
        path.isEmpty() ? "/" : path,
        query < 0 ? "" : target.substring(query + 1),
        head.host() < 0 ? "" : hostOf(head.value(head.host())),
        value(head, "Origin"),
        value(head, "Accept"),
        head.framing() == Framing.CHUNKED || head.contentLength() > 0);
  }

  private static String value(RequestIndex head, String name) {
    int field = head.find(name, 0);
    if (field < 0) return "";
    int from = head.valueStart(field);
    return new String(head.bytes(), from, head.valueEnd(field) - from, ISO_8859_1);
  }

  private static String hostOf(String value) {
    String host = value.toLowerCase(Locale.ROOT);
    if (host.startsWith("[")) return host.substring(1, Math.max(1, host.indexOf(']')));
    int port = host.indexOf(':');
    return port < 0 ? host : host.substring(0, port);
  }

  /// True if Host is one under which an operator comes here. A page that has made its own name resolve to this
  /// address (DNS rebinding) sends that name.
  boolean comesByAddress(String configuredName) {
    return host.isEmpty()
        || host.equals("localhost")
        || host.equalsIgnoreCase(configuredName)
        || isAddress(host);
  }

  private static boolean isAddress(String host) {
    try {
      InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException name) {
      return false;
    }
  }
}
