package dev.fivetwenty.har.diff;

import java.util.Locale;
import java.util.Set;

/// What any CDN or proxy adds, takes away or changes, so that it says nothing of a fault.
final class EdgeNoise {

  /// Headers that proxies add or rewrite, and those of the connection.
  private static final Set<String> FIELDS =
      Set.of(
          "age", "alt-svc", "cache-status", "cdn-cache", "cf-apo-via", "cf-cache-status", "cf-polished",
          "cf-ray", "connection", "date", "expect-ct", "fly-request-id", "keep-alive", "nel",
          "proxy-connection", "proxy-status", "ray-id", "report-to", "reporting-endpoints",
          "sec-websocket-accept", "server", "server-timing", "speculation-rules", "transfer-encoding", "via", "x-amz-cf-id",
          "x-amz-cf-pop", "x-cache", "x-cache-hits", "x-served-by", "x-timer", "priority");

  /// Cookies that CDNs set for themselves.
  private static final Set<String> COOKIES =
      Set.of("__cf_bm", "__cfduid", "__cflb", "_cfuvid", "cf_clearance", "__cfruid", "__cfwaitingroom");

  static boolean isField(String name, String value) {
    String key = name.toLowerCase(Locale.ROOT);
    if (FIELDS.contains(key) || key.startsWith(":")) return true;
    int equals = value.indexOf('=');
    return key.equals("set-cookie") && equals > 0 && COOKIES.contains(value.substring(0, equals).strip());
  }

  /// Proxies speak HTTP/2 and HTTP/3 to visitors and HTTP/1.1 to origins.
  static boolean isProtocol(String direct, String proxied) {
    return !direct.isEmpty() && !proxied.isEmpty();
  }

  private EdgeNoise() {}
}
