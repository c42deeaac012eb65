package dev.fivetwenty.sanitise;

import dev.fivetwenty.wire.Rule;
import dev.fivetwenty.wire.Violation;
import dev.fivetwenty.wire.WireReport;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
          "sec-websocket-version", "server", "server-timing", "status", "strict-transport-security", "te",
          "trailer", "transfer-encoding", "upgrade", "user-agent", "vary", "via", "warning",
          "x-cache", "x-content-type-options", "x-forwarded-host", "x-forwarded-proto",
          "x-frame-options", "x-powered-by", "x-xss-protection");

  /// What PHP begins its messages with that looks like the name of a field.
  private static final Set<String> OF_PHP = Set.of("deprecated", "notice", "warning");

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
      if (Subprotocols.isIn(fieldName)) Subprotocols.cover(bytes, 0, from);
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

  /// Returns likewise a reply for whoever owns the origin: text before a head or in place of one, such
  /// as a warning of PHP, stays as it came. Fields there are hidden.
  ///
  /// @param report what the judge went by
  public static byte[] own(byte[] message, WireReport report) {
    int head = report.rejection().filter(Secrets::isText).map(_ -> textEnd(message)).orElse(0);
    byte[] hidden = message.clone();
    byte[] rest = message(Arrays.copyOfRange(message, head, message.length));
    System.arraycopy(rest, 0, hidden, head, rest.length);
    return hidden;
  }

  /// True where not even a broken start line came first: behind one there are fields.
  private static boolean isText(Violation refused) {
    return refused.rule() == Rule.SL_LEADING_JUNK
        || !StartLineMask.mayBeFollowedByFields(refused.rule());
  }

  /// Returns where the next head starts, or the end; 0 where fields come first.
  private static int textEnd(byte[] message) {
    int line = 0;
    while (line < message.length && Octets.isBlank(message, line, line + 1)) line++;
    String name = Octets.name(message, line, Octets.lineEnd(message, line));
    if (!name.isEmpty() && !OF_PHP.contains(name.toLowerCase(Locale.ROOT))) return 0;
    int at = line;
    while (at < message.length && !Octets.startsHead(message, at)) at++;
    return at;
  }

  private Secrets() {}
}
