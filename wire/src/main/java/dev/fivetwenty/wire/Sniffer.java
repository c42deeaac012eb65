package dev.fivetwenty.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Says what speaks when the first bytes are no HTTP/1 status line.
///
/// Looks at one byte more each time and decides at the first prefix that leaves no doubt, so the
/// answer never depends on how the bytes were split. What is still in doubt after
/// [#WINDOW] bytes, or when no more come, is decided by what is there.
final class Sniffer {

  /// The longest greeting line that is looked at.
  private static final int WINDOW = 64;

  /// Long enough for every binary signature, and for a few stray bytes before a status line.
  private static final int BINARY_WINDOW = 24;

  private static final int FRAME_HEADER = 9;

  /// What stands behind `HTTP/` in a status line; `0` is any digit.
  private static final String STATUS_LINE = "0.0 000";

  private record Signature(String text, Rule rule, String protocol) {}

  private static final List<Signature> SIGNATURES =
      List.of(
          new Signature("PRI *", Rule.NONHTTP_H2, "HTTP/2"),
          new Signature("SSH-", Rule.NONHTTP_BANNER, "SSH"),
          new Signature("+OK ", Rule.NONHTTP_BANNER, "POP3"),
          new Signature("+OK\r", Rule.NONHTTP_BANNER, "Redis"),
          new Signature("+PONG", Rule.NONHTTP_BANNER, "Redis"),
          new Signature("* OK", Rule.NONHTTP_BANNER, "IMAP"),
          new Signature("* PREAUTH", Rule.NONHTTP_BANNER, "IMAP"),
          new Signature("* BYE", Rule.NONHTTP_BANNER, "IMAP"),
          new Signature("RTSP/", Rule.NONHTTP_BANNER, "RTSP"),
          new Signature("SIP/", Rule.NONHTTP_BANNER, "SIP"),
          new Signature("RFB 00", Rule.NONHTTP_BANNER, "VNC"),
          new Signature("AMQP", Rule.NONHTTP_BANNER, "AMQP"),
          new Signature("ERROR\r\n", Rule.NONHTTP_BANNER, "memcached"),
          new Signature("ICY ", Rule.NONHTTP_ICY, "ICY"),
          new Signature("Status: ", Rule.NONHTTP_HTTP09, "CGI"),
          new Signature("<?", Rule.NONHTTP_HTTP09, "XML"),
          new Signature("{", Rule.NONHTTP_HTTP09, "JSON"),
          new Signature("[", Rule.NONHTTP_HTTP09, "JSON"));

  /// Replies with which mail and file servers greet: ready, busy, refused.
  private static final List<String> GREETINGS = List.of("220 ", "220-", "421 ", "554 ");

  private int seen;
  private String protocol;
  private int at;

  void begin() {
    seen = 0;
    protocol = "";
    at = 0;
  }

  /// Returns the rule that the bytes from `start` on break, or null when it takes more to say.
  Rule read(byte[] bytes, int start, int filled) {
    while (start + seen < filled) {
      seen++;
      Rule rule = classify(bytes, start, seen, false);
      if (rule != null) return rule;
    }
    return null;
  }

  /// Returns the rule that the bytes break, given that no more come; null for a part of `HTTP/`.
  Rule finish(byte[] bytes, int start, int filled) {
    return classify(bytes, start, filled - start, true);
  }

  /// Returns what speaks, or an empty text when that is HTTP/1 after all.
  String protocol() {
    return protocol;
  }

  /// Returns where the first byte stands that no status line has there.
  int at() {
    return at;
  }

  private Rule classify(byte[] bytes, int start, int length, boolean last) {
    at = start;
    var text = new String(bytes, start, Math.min(length, WINDOW), ISO_8859_1);
    boolean whole = last || length >= WINDOW;
    Rule http = damagedHttp(text, start);
    if (http != null) return http;
    if ("HTTP/".regionMatches(true, 0, text, 0, length)) return null;
    boolean doubt = false;
    for (Signature signature : SIGNATURES) {
      if (text.startsWith(signature.text)) return speaks(signature.rule, signature.protocol);
      doubt |= signature.text.startsWith(text);
    }
    for (String greeting : GREETINGS) {
      if (text.startsWith(greeting)) return greeting(text, whole);
      doubt |= greeting.startsWith(text);
    }
    if (doubt && !last) return null;
    if (text.startsWith("<")) return speaks(Rule.NONHTTP_HTTP09, "HTML");
    if (isRedis(text)) return speaks(Rule.NONHTTP_BANNER, "Redis");
    return isBinary(text) ? binary(text, last) : plain(text, whole);
  }

  private Rule damagedHttp(String text, int start) {
    if (text.length() > 4 && text.regionMatches(true, 0, "HTTP", 0, 4) && text.charAt(4) != '/') {
      at = start + 4;
      return Rule.SL_VERSION_BAD;
    }
    return statusLineWithin(text) ? Rule.SL_LEADING_JUNK : null;
  }

  /// `HTTP/1.1 200` behind something else; text that only mentions HTTP is no status line.
  private static boolean statusLineWithin(String text) {
    for (int at = text.indexOf("HTTP/", 1); at > 0; at = text.indexOf("HTTP/", at + 1)) {
      if (isStatusLine(text, at + 5)) return true;
    }
    return false;
  }

  private static boolean isStatusLine(String text, int version) {
    return version + STATUS_LINE.length() <= text.length()
        && IntStream.range(0, STATUS_LINE.length()).allMatch(i -> fits(text.charAt(version + i), i));
  }

  private static boolean fits(char c, int at) {
    char pattern = STATUS_LINE.charAt(at);
    return pattern == '0' ? Scan.isDigit(c) : c == pattern;
  }

  private Rule speaks(Rule rule, String name) {
    protocol = name;
    return rule;
  }

  private Rule greeting(String text, boolean whole) {
    if (!whole && text.indexOf('\n') < 0) return null;
    String upper = text.toUpperCase(Locale.ROOT);
    if (upper.contains("FTP")) return speaks(Rule.NONHTTP_BANNER, "FTP");
    boolean mail = upper.contains("SMTP") || upper.contains("MAIL");
    return speaks(Rule.NONHTTP_BANNER, mail ? "SMTP" : "SMTP or FTP");
  }

  /// An error (`-ERR`), a bulk string (`$5`), an array (`*1`) or a number (`:1`).
  private static boolean isRedis(String text) {
    if (text.length() < 2) return false;
    char second = text.charAt(1);
    return switch (text.charAt(0)) {
      case '-' -> second >= 'A' && second <= 'Z';
      case '$', '*', ':' -> Scan.isDigit(second);
      default -> false;
    };
  }

  private static boolean isBinary(String text) {
    return text.chars().anyMatch(c -> c < 0x20 && c != '\t' && c != '\r' && c != '\n' || c == 0x7F);
  }

  private Rule binary(String text, boolean last) {
    if (isTlsRecord(text)) return speaks(Rule.NONHTTP_TLS, "TLS");
    if (isSettingsFrame(text)) return speaks(Rule.NONHTTP_H2, "HTTP/2");
    if (isMySqlPacket(text)) return speaks(Rule.NONHTTP_BANNER, "MySQL");
    if (!last && text.length() < BINARY_WINDOW) return null;
    return speaks(Rule.NONHTTP_BINARY, "binary");
  }

  private Rule plain(String text, boolean whole) {
    return whole || text.indexOf('\n') >= 0 ? speaks(Rule.NONHTTP_HTTP09, "text") : null;
  }

  /// Change cipher spec, alert, handshake or application data of SSL 3.0 to TLS 1.3.
  private static boolean isTlsRecord(String text) {
    return text.length() >= 3
        && text.charAt(0) >= 0x14
        && text.charAt(0) <= 0x17
        && text.charAt(1) == 3
        && text.charAt(2) <= 4;
  }

  /// A SETTINGS frame on stream 0, RFC 9113 §6.5: the first thing an HTTP/2 server says.
  private static boolean isSettingsFrame(String text) {
    return text.length() >= FRAME_HEADER
        && text.charAt(0) == 0
        && text.charAt(3) == 4
        && text.charAt(4) == 0
        && text.startsWith("\0\0\0\0", 5);
  }

  /// A first packet under 256 bytes: the greeting of protocol 10, or an error.
  private static boolean isMySqlPacket(String text) {
    return text.length() >= 5
        && text.startsWith("\0\0\0", 1)
        && (text.charAt(4) == 0x0A || text.charAt(4) == 0xFF);
  }
}
