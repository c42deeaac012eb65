package dev.fivetwenty.sanitise;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// Hides field values that could be secret, by a list of names that are known to be harmless.
///
/// Visible octets become `*`, same length, so that offsets and faults in framing can still be seen:
/// the judge says the same of what is shown.
public final class Secrets {

  private static final Set<String> HARMLESS =
      Set.of(
          "accept", "accept-encoding", "accept-ranges", "age", "allow", "alt-svc",
          "cache-control", "cdn-loop", "cf-cache-status", "cf-ray", "connection",
          "content-disposition", "content-encoding", "content-language", "content-length",
          "content-security-policy", "content-security-policy-report-only", "content-type",
          "date", "etag", "expect", "expires", "host", "keep-alive", "last-modified", "link",
          "pragma", "proxy-connection", "proxy-status", "range", "ray-id", "retry-after",
          "sec-websocket-accept", "sec-websocket-extensions", "sec-websocket-protocol",
          "sec-websocket-version", "server", "server-timing", "strict-transport-security", "te",
          "trailer", "transfer-encoding", "upgrade", "user-agent", "vary", "via", "warning",
          "x-cache", "x-content-type-options", "x-forwarded-host", "x-forwarded-proto",
          "x-frame-options", "x-powered-by", "x-xss-protection");

  private static final String LOCATION = "Location";

  public static boolean isHarmless(String fieldName) {
    return HARMLESS.contains(fieldName.strip().toLowerCase(Locale.ROOT));
  }

  /// Returns whether the value is a URL whose query could be secret and the rest not.
  public static boolean isLocation(String fieldName) {
    return fieldName.equalsIgnoreCase(LOCATION);
  }

  /// Returns a value as it may be shown. Of a harmless one a bare CR or NUL and what follows is
  /// covered: where one was sent by mistake, a second field often follows.
  public static String value(String fieldName, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
    int end = bytes.length;
    int from = isLocation(fieldName) ? Octets.query(bytes, 0, end) : 0;
    Urls.users(bytes, 0, end);
    if (isHarmless(fieldName)) {
      from = Math.min(Octets.indexOf('\r', bytes, 0, end), Octets.indexOf(0, bytes, 0, end));
    }
    Octets.cover(bytes, from, end);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// Returns a copy of what was sent with the values of its head and all of its content hidden.
  public static byte[] sent(byte[] message) {
    byte[] hidden = message.clone();
    Mask.request(hidden);
    return hidden;
  }

  /// Returns a copy of a reply with the values of its heads hidden.
  public static byte[] message(byte[] message) {
    byte[] hidden = message.clone();
    Mask.reply(hidden);
    return hidden;
  }

  private Secrets() {}
}
