package dev.fivetwenty.sanitise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fivetwenty.wire.Rule;
import dev.fivetwenty.wire.Violation;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/// Covers in the first line of a reply what is not needed to see what speaks.
final class StartLineMask {

  /// Of a TLS record; with the two of an alert behind it.
  private static final int TLS_HEADER = 5;
  private static final int TLS_ALERT = 21;
  private static final int ALERT = TLS_HEADER + 2;

  /// As many first octets of HTTP/2 as the judge decodes.
  private static final int FRAMES = 64;

  /// Of a greeting: its code, or as much of a packet as it is told by.
  private static final int GREETING = 5;

  /// The judge tells greetings by these.
  private static final Set<String> SERVICES = Set.of("FTP", "SMTP", "MAIL");

  /// Of junk before a status line.
  private static final int LOOKED_AT = 64;

  private static final int REPLY_CODE = 4;

  /// Of `1.1 200`.
  private static final int STATUS = 7;

  /// The reason phrases of RFC 9110 and its extensions; others can say anything.
  private static final Set<String> REASONS =
      Set.of(
          "accepted", "already reported", "bad gateway", "bad request", "conflict", "continue",
          "created", "early hints", "expectation failed", "failed dependency", "forbidden",
          "found", "gateway timeout", "gateway time-out", "gone", "http version not supported",
          "im used", "insufficient storage", "internal server error", "length required",
          "locked", "loop detected", "method not allowed", "misdirected request",
          "moved permanently", "moved temporarily", "multi-status", "multiple choices",
          "network authentication required", "no content", "non-authoritative information",
          "not acceptable", "not extended", "not found", "not implemented", "not modified", "ok",
          "partial content", "payload too large", "content too large", "payment required",
          "permanent redirect", "precondition failed", "precondition required", "processing",
          "proxy authentication required", "range not satisfiable",
          "request header fields too large", "request timeout", "request time-out",
          "reset content", "see other", "service unavailable", "switching protocols",
          "temporary redirect", "too early", "too many requests", "unauthorized",
          "unavailable for legal reasons", "unprocessable content", "unprocessable entity",
          "unsupported media type", "upgrade required", "uri too long", "use proxy",
          "variant also negotiates", "web server is down", "unused");

  /// Covers a start line that was refused, and where nothing else can follow, all behind it.
  ///
  /// @param head where it starts, or empty lines before it do
  /// @return where what is not covered yet goes on
  static int cover(byte[] bytes, int head, Violation refused) {
    int from = head;
    while (from < refused.offset() && Octets.isBlank(bytes, from, from + 1)) from++;
    if (!mayBeFollowedByFields(refused.rule())) {
      coverForeign(bytes, from, (int) refused.offset() + 1, refused.rule());
      return bytes.length;
    }
    int end = Octets.lineEnd(bytes, from);
    byte[] evidence = bytes.clone();
    coverBut(bytes, from, end);
    told(evidence, bytes, from, (int) refused.offset() + 1);
    return Math.max(end, (int) refused.offset());
  }

  /// Covers all that speaks another protocol but for what tells which.
  static void coverForeign(byte[] bytes, int from, int shown, Rule rule) {
    byte[] evidence = bytes.clone();
    coverBut(bytes, from, bytes.length);
    told(evidence, bytes, from, shown);
    switch (rule) {
      case NONHTTP_TLS -> show(evidence, bytes, from, tlsShown(evidence, from));
      case NONHTTP_H2 -> show(evidence, bytes, from, FRAMES);
      case NONHTTP_BANNER -> banner(evidence, bytes, from);
      case NONHTTP_ICY -> show(evidence, bytes, from, "ICY ".length());
      default -> show(evidence, bytes, from, signature(evidence, from));
    }
  }

  private static void told(byte[] evidence, byte[] bytes, int from, int shown) {
    int end = Math.min(shown, statusEnd(evidence, from));
    end = Math.min(bytes.length, Math.max(end, protocolEnd(evidence, from)));
    if (end > from) show(evidence, bytes, from, end - from);
  }

  /// Returns where `HTTP` in any case ends, with what stands behind it; `from` where it does not stand.
  private static int protocolEnd(byte[] bytes, int from) {
    int end = Math.min(bytes.length, from + Octets.START.length());
    String start = new String(bytes, from, end - from, ISO_8859_1).toUpperCase(Locale.ROOT);
    return start.startsWith("HTTP") ? end : from;
  }

  /// Returns where a status line's code ends at the latest.
  private static int statusEnd(byte[] bytes, int from) {
    int at = Math.min(bytes.length, from + "HTTP/1.1".length());
    while (at < bytes.length && isSpace(bytes[at])) at++;
    int end = Math.min(bytes.length, at + 3);
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') at++;
    return at;
  }

  /// Returns false where not even the first line was meant to be one of HTTP.
  static boolean mayBeFollowedByFields(Rule rule) {
    return !rule.slug().startsWith("nonhttp-");
  }

  private static void show(byte[] evidence, byte[] bytes, int from, int length) {
    int to = Math.min(bytes.length, from + length);
    System.arraycopy(evidence, from, bytes, from, to - from);
  }

  private static int tlsShown(byte[] bytes, int from) {
    return bytes[from] == TLS_ALERT ? ALERT : TLS_HEADER;
  }

  private static void banner(byte[] evidence, byte[] bytes, int from) {
    show(evidence, bytes, from, GREETING);
    int end = Octets.lineEnd(bytes, from);
    String line = new String(evidence, from, end - from, ISO_8859_1).toUpperCase(Locale.ROOT);
    for (String service : SERVICES) {
      int at = line.indexOf(service);
      if (at >= 0) show(evidence, bytes, from + at, service.length());
    }
  }

  /// Returns how many octets tell HTML, XML, JSON or CGI output from other text.
  private static int signature(byte[] bytes, int from) {
    String cgi = "Status: ";
    boolean isCgi = startsWith(bytes, from, cgi);
    if (isCgi) return cgi.length();
    return startsWith(bytes, from, "<?") ? 2 : 1;
  }

  private static boolean startsWith(byte[] bytes, int from, String text) {
    int to = from + text.length();
    byte[] wanted = text.getBytes(ISO_8859_1);
    return to <= bytes.length && Arrays.equals(bytes, from, to, wanted, 0, wanted.length);
  }

  /// Covers all but the versions and status codes by which the judge tells a status line.
  static void coverBut(byte[] bytes, int from, int to) {
    int covered = from;
    for (int i = from; i < to; i++) {
      if (!Octets.startsHead(bytes, i)) continue;
      Octets.cover(bytes, covered, i);
      covered = i + Octets.START.length();
      int end = Math.min(to, covered + STATUS);
      while (covered < end && isOfStatus(bytes[covered])) covered++;
    }
    Octets.cover(bytes, covered, to);
  }

  /// Shows versions and status codes behind junk, as far as the judge looks for them.
  static void showStatus(byte[] covered, byte[] bytes, int from) {
    int end = Math.min(bytes.length, from + LOOKED_AT);
    if (isReplyCode(bytes, from)) System.arraycopy(bytes, from, covered, from, REPLY_CODE);
    for (int i = from; i < end; i++) {
      if (!Octets.startsHead(bytes, i)) continue;
      int to = i + Octets.START.length();
      while (to < end && isOfStatus(bytes[to])) to++;
      System.arraycopy(bytes, i, covered, i, to - i);
    }
  }

  /// Of a mail or file server: the judge waits longer for what follows one.
  private static boolean isReplyCode(byte[] bytes, int from) {
    if (from + REPLY_CODE > bytes.length) return false;
    return new String(bytes, from, REPLY_CODE, ISO_8859_1).matches("[0-9]{3}[ -]");
  }

  private static boolean isOfStatus(byte octet) {
    return octet >= '0' && octet <= '9' || octet == '.' || octet == ' ';
  }

  /// Covers the reason phrase of a status line unless it is a usual one.
  static void coverReason(byte[] bytes, int from, int to) {
    int at = Math.min(to, from + "HTTP/1.1".length());
    while (at < to && isSpace(bytes[at])) at++;
    while (at < to && (bytes[at] >= '0' && bytes[at] <= '9' || bytes[at] == '.')) at++;
    String reason = new String(bytes, at, to - at, ISO_8859_1);
    if (!isUsual(reason)) Octets.cover(bytes, at, to);
  }

  private static boolean isSpace(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  /// Returns whether a reason phrase is one that anybody would send.
  static boolean isUsual(String reason) {
    return reason.isBlank() || REASONS.contains(reason.strip().toLowerCase(Locale.ROOT));
  }

  private StartLineMask() {}
}
