package dev.fivetwenty.cli.render;

import dev.fivetwenty.origin.RequestBytes;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// Hides field values that could be secret, by a list of names that are known to be harmless.
///
/// Visible octets become `*`, same length; line ends, white space, control characters and whatever is
/// above ASCII stay, so that offsets and faults in framing can still be seen.
public final class Secrets {

  private static final Set<String> HARMLESS =
      Set.of(
          "accept", "accept-encoding", "accept-ranges", "age", "allow", "alt-svc", "cache-control",
          "cdn-loop", "cf-cache-status", "cf-ray", "connection", "content-disposition", "content-encoding",
          "content-language", "content-length", "content-security-policy",
          "content-security-policy-report-only", "content-type", "date", "etag", "expect", "expires",
          "host", "keep-alive", "last-modified", "link", "pragma", "proxy-connection", "proxy-status",
          "range", "ray-id", "retry-after", "sec-websocket-accept", "sec-websocket-extensions",
          "sec-websocket-protocol", "sec-websocket-version", "server", "server-timing", "strict-transport-security",
          "te", "trailer", "transfer-encoding", "upgrade", "user-agent", "vary", "via", "warning",
          "x-cache", "x-content-type-options", "x-frame-options", "x-powered-by",
          "x-xss-protection");

  private static final String LOCATION = "Location";

  public static boolean isHarmless(String fieldName) {
    return HARMLESS.contains(fieldName.strip().toLowerCase(Locale.ROOT));
  }

  public static String value(String fieldName, String value) {
    if (isHarmless(fieldName)) return value;
    byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
    cover(bytes, fieldName.equalsIgnoreCase(LOCATION) ? query(bytes, 0, bytes.length) : 0, bytes.length);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// Returns a request whose secret field values are hidden.
  public static RequestBytes request(RequestBytes request) {
    RequestBytes hidden = request;
    for (RequestBytes.Line line : request.lines()) {
      if (!isHarmless(line.name())) hidden = hidden.with(line.name(), value(line.name(), line.value()));
    }
    return hidden;
  }

  /// Returns a copy of a message with the values of its head hidden.
  public static byte[] message(byte[] message) {
    byte[] hidden = message.clone();
    boolean covering = false;
    boolean first = true;
    for (int start = 0; start < hidden.length; ) {
      int end = lineEnd(hidden, start);
      if (!first && isBlank(hidden, start, end)) {
        // An interim response may be followed by another head.
        if (!startsHead(hidden, end)) break;
        first = true;
        start = end;
        continue;
      }
      if (!first) covering = coverLine(hidden, start, end, covering);
      first = false;
      start = end;
    }
    return hidden;
  }

  private static boolean coverLine(byte[] bytes, int start, int end, boolean covering) {
    boolean folded = bytes[start] == ' ' || bytes[start] == '\t';
    if (folded) {
      if (covering) cover(bytes, start, end);
      return covering;
    }
    int colon = start;
    while (colon < end && bytes[colon] != ':') colon++;
    if (colon == end) return false;
    String name = new String(bytes, start, colon - start, StandardCharsets.ISO_8859_1);
    if (isHarmless(name)) return false;
    cover(bytes, name.equalsIgnoreCase(LOCATION) ? query(bytes, colon, end) : colon + 1, end);
    return true;
  }

  /// Two Locations are a fault when they differ, so their paths stay.
  private static int query(byte[] bytes, int from, int end) {
    int query = from;
    while (query < end && bytes[query] != '?' && bytes[query] != '#') query++;
    return Math.min(query + 1, end);
  }

  private static void cover(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] > ' ' && bytes[i] < 0x7F) bytes[i] = '*';
    }
  }

  private static int lineEnd(byte[] bytes, int start) {
    int i = start;
    while (i < bytes.length && bytes[i] != '\n') i++;
    return Math.min(i + 1, bytes.length);
  }

  private static boolean isBlank(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] != '\r' && bytes[i] != '\n') return false;
    }
    return true;
  }

  private static boolean startsHead(byte[] bytes, int at) {
    return at + 5 <= bytes.length
        && bytes[at] == 'H' && bytes[at + 1] == 'T' && bytes[at + 2] == 'T'
        && bytes[at + 3] == 'P' && bytes[at + 4] == '/';
  }

  private Secrets() {}
}
