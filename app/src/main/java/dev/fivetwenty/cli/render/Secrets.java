package dev.fivetwenty.cli.render;

import dev.fivetwenty.origin.RequestBytes;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// Hides field values that could be secret, by a list of names that are known to be harmless.
///
/// Visible octets become `*`, same length; line ends, white space, control characters and whatever is
/// above ASCII stay, so that offsets and faults in framing can still be seen. A line that is no field of
/// a harmless name is covered but for its first word, and a bare CR or NUL starts another line: where
/// one was sent by mistake, a second field often follows.
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
    byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
    int end = segmentEnd(bytes, 0, bytes.length);
    if (!isHarmless(fieldName)) {
      end = bytes.length;
      cover(bytes, fieldName.equalsIgnoreCase(LOCATION) ? query(bytes, 0, end) : 0, end);
    }
    coverLines(bytes, end, bytes.length, false);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// Returns the value of a request's field; only what stands in `given` is secret, since we made
  /// the rest.
  static String value(RequestBytes.Line line, RequestBytes given) {
    return given.lines().contains(line) ? value(line.name(), line.value()) : line.value();
  }

  /// Returns a request whose secret field values and content are hidden; only what stands in
  /// `given` is secret, since we made the rest.
  public static RequestBytes request(RequestBytes request, RequestBytes given) {
    RequestBytes hidden = request;
    for (RequestBytes.Line line : request.lines()) {
      if (isHarmless(line.name())) continue;
      hidden = hidden.with(line.name(), value(line, given));
    }
    byte[] content = request.content();
    cover(content, 0, content.length);
    return content.length == 0 ? hidden : hidden.content(content);
  }

  /// Returns a copy of what was sent with the values of its head and all of its content hidden.
  public static byte[] sent(byte[] message) {
    byte[] hidden = message(message);
    for (int i = 0; i + 3 < hidden.length; i++) {
      if (hidden[i] == '\r' && hidden[i + 1] == '\n' && hidden[i + 2] == '\r' && hidden[i + 3] == '\n') {
        cover(hidden, i + 4, hidden.length);
        break;
      }
    }
    return hidden;
  }

  /// Returns a copy of a reply with the values of its heads hidden.
  public static byte[] message(byte[] message) {
    byte[] hidden = message.clone();
    boolean covering = true;
    boolean first = true;
    for (int start = 0; start < hidden.length; ) {
      int end = lineEnd(hidden, start);
      if (first) {
        covering = coverLines(hidden, startOfFields(hidden, start, end), end, true);
        first = isBlank(hidden, start, end);
      } else if (isBlank(hidden, start, end)) {
        // An interim response may be followed by another head.
        if (!startsHead(hidden, end)) break;
        first = true;
      } else {
        covering = coverLines(hidden, start, end, covering);
      }
      start = end;
    }
    return hidden;
  }

  /// Returns where fields start in a first line: behind the status line, which may end in a bare CR and
  /// may be missing; at the end where it is neither.
  private static int startOfFields(byte[] bytes, int start, int end) {
    if (isField(bytes, start, end)) return start;
    int version = start;
    while (version < end && !startsHead(bytes, version)) version++;
    return version == end ? end : segmentEnd(bytes, version, end);
  }

  private static boolean isField(byte[] bytes, int start, int end) {
    int word = wordEnd(bytes, start, end);
    return word > start && word < end && bytes[word] == ':';
  }

  /// Covers what stands between two LF, which may be several lines to those who read a bare CR as one.
  private static boolean coverLines(byte[] bytes, int start, int end, boolean before) {
    boolean covering = before;
    for (int from = start; from < end; ) {
      int to = segmentEnd(bytes, from, end);
      covering = coverLine(bytes, from, to, covering);
      from = to;
    }
    return covering;
  }

  private static boolean coverLine(byte[] bytes, int start, int end, boolean covering) {
    int text = start;
    while (text < end && (bytes[text] == ' ' || bytes[text] == '\t')) text++;
    int word = wordEnd(bytes, text, end);
    int colon = word;
    while (colon < end && (bytes[colon] == ' ' || bytes[colon] == '\t')) colon++;
    boolean field = word > text && colon < end && bytes[colon] == ':';
    boolean folded = text > start && (covering || !field);
    if (folded) {
      if (covering) cover(bytes, start, end);
      return covering;
    }
    if (!field) {
      coverUnnamed(bytes, start, end);
      return true;
    }
    String name = new String(bytes, text, word - text, StandardCharsets.ISO_8859_1);
    if (isHarmless(name)) return false;
    cover(bytes, name.equalsIgnoreCase(LOCATION) ? query(bytes, colon, end) : colon + 1, end);
    return true;
  }

  /// Leaves the first word, and the octet after it for which this is no field.
  private static void coverUnnamed(byte[] bytes, int start, int end) {
    int word = wordEnd(bytes, start, end);
    if (startsHead(bytes, start)) {
      // A second status line.
      while (word < end && bytes[word] != ' ') word++;
      cover(bytes, word, end);
      return;
    }
    boolean names = word < end && (bytes[word] == ' ' || bytes[word] == '\t' || bytes[word] == '=');
    if (!names) cover(bytes, start, word);
    int colon = word;
    while (colon < end && bytes[colon] != ':') colon++;
    cover(bytes, word + 1, colon);
    cover(bytes, colon + 1, end);
  }

  /// Returns the end of the token that starts there, RFC 9110 §5.6.2.
  private static int wordEnd(byte[] bytes, int start, int end) {
    int i = start;
    while (i < end && isTokenOctet(bytes[i])) i++;
    return i;
  }

  private static boolean isTokenOctet(byte octet) {
    return octet >= '0' && octet <= '9' || octet >= 'A' && octet <= 'Z' || octet >= 'a' && octet <= 'z'
        || "!#$%&'*+-.^_`|~".indexOf(octet) >= 0;
  }

  /// Returns the end of the line that starts there, where a bare CR and a NUL end one, too.
  private static int segmentEnd(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] == 0 || bytes[i] == '\n') return i + 1;
      boolean crlf = i + 1 < end && bytes[i + 1] == '\n';
      if (bytes[i] == '\r' && !crlf) return i + 1;
    }
    return end;
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
    int length = end - start;
    return length == 1 && bytes[start] == '\n'
        || length == 2 && bytes[start] == '\r' && bytes[start + 1] == '\n';
  }

  private static boolean startsHead(byte[] bytes, int at) {
    return at + 5 <= bytes.length
        && bytes[at] == 'H' && bytes[at + 1] == 'T' && bytes[at + 2] == 'T'
        && bytes[at + 3] == 'P' && bytes[at + 4] == '/';
  }

  private Secrets() {}
}
