package dev.fivetwenty.wire;

import static dev.fivetwenty.wire.Progress.END;
import static dev.fivetwenty.wire.Progress.MORE;
import static dev.fivetwenty.wire.Progress.ON;
import static dev.fivetwenty.wire.Progress.REJECTED;
import static dev.fivetwenty.wire.Scan.CR;
import static dev.fivetwenty.wire.Scan.LF;
import static dev.fivetwenty.wire.Scan.SP;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/// Reads a request line, RFC 9112 §3, to the letter.
final class RequestLine {

  private enum Part {
    EMPTY_LINES,
    METHOD,
    TARGET,
    VERSION
  }

  private static final byte[] VERSION = "HTTP/1.1\r\n".getBytes(US_ASCII);
  private static final int MAJOR = 5;
  private static final int MINOR = 7;

  private static final byte[] CONNECT = "CONNECT".getBytes(US_ASCII);
  private static final byte[] OPTIONS = "OPTIONS".getBytes(US_ASCII);
  private static final byte[] HTTP2_PREFACE = "PRI".getBytes(US_ASCII);

  /// The methods that decide whether content follows: a recipient that ignores case must not
  /// find one where we found another.
  private static final byte[] HEAD_LOWER = "head".getBytes(US_ASCII);

  private static final byte[] CONNECT_LOWER = "connect".getBytes(US_ASCII);
  private static final byte[] HTTP = "http://".getBytes(US_ASCII);
  private static final byte[] HTTPS = "https://".getBytes(US_ASCII);
  private static final byte[] HTTP_PORT = ":80".getBytes(US_ASCII);
  private static final byte[] HTTPS_PORT = ":443".getBytes(US_ASCII);
  private static final byte[] NO_PORT = {};

  private final Tolerance tolerance;
  private final Limits limits;

  private byte[] bytes;
  private int at;
  private Part part;
  private int emptyLines;
  private int limit;
  private int start;
  private int methodEnd;
  private int targetEnd;
  private int authorityStart;
  private int authorityEnd;
  private byte[] defaultPort;
  private int minor;

  RequestLine(Tolerance tolerance, Limits limits) {
    this.tolerance = tolerance;
    this.limits = limits;
  }

  void begin() {
    bytes = null;
    at = start = methodEnd = targetEnd = 0;
    authorityStart = authorityEnd = 0;
    defaultPort = NO_PORT;
    emptyLines = 0;
    part = Part.EMPTY_LINES;
  }

  /// Reads on; `filled` bytes of `newBytes` are there, the former ones unchanged.
  Progress read(byte[] newBytes, int filled) {
    bytes = newBytes;
    Progress progress;
    do {
      progress =
          switch (part) {
            case EMPTY_LINES -> emptyLines(filled);
            case METHOD -> method(filled);
            case TARGET -> target(filled);
            case VERSION -> version(filled);
          };
    } while (progress == ON);
    return progress;
  }

  /// Returns where the next unread byte stands; after the end, the first field line.
  int at() {
    return at;
  }

  boolean isBlank() {
    return part == Part.EMPTY_LINES;
  }

  /// True once method and target have been read, whatever becomes of the rest.
  boolean hasTarget() {
    return part == Part.VERSION;
  }

  /// True once the line has been read to its end, whatever becomes of the rest.
  boolean isWhole() {
    return hasTarget() && at == targetEnd + 1 + VERSION.length;
  }

  int start() {
    return start;
  }

  int methodEnd() {
    return methodEnd;
  }

  int targetStart() {
    return methodEnd + 1;
  }

  int targetEnd() {
    return targetEnd;
  }

  int minor() {
    return minor;
  }

  /// True if the target names a host of its own: absolute-form or authority-form.
  boolean hasAuthority() {
    return authorityEnd > authorityStart;
  }

  int authorityStart() {
    return authorityStart;
  }

  int authorityEnd() {
    return authorityEnd;
  }

  /// Returns the port of the target's scheme with its colon, empty where it has none.
  byte[] defaultPort() {
    return defaultPort;
  }

  /// A server should ignore an empty line before a request, RFC 9112 §2.2.
  private Progress emptyLines(int filled) {
    if (at == filled) return MORE;
    if (bytes[at] == CR && emptyLines < limits.leadingLines()) {
      if (at + 1 == filled) return MORE;
      if (bytes[at + 1] == LF) {
        emptyLines++;
        at += 2;
        return ON;
      }
    }
    start = at;
    limit = at + limits.statusLine();
    part = Part.METHOD;
    return ON;
  }

  private Progress method(int filled) {
    int bound = Math.min(filled, limit);
    at = Scan.tokenEnd(bytes, at, bound);
    if (at == bound) return stop(filled);
    boolean lineEnds = bytes[at] == CR || bytes[at] == LF;
    if (bytes[at] != SP || at == start) {
      return refuse(lineEnds && at > start ? Rule.REQ_LINE_MALFORMED : Rule.REQ_METHOD);
    }
    methodEnd = at++;
    part = Part.TARGET;
    return isMiscased() ? refuse(Rule.REQ_METHOD, start) : ON;
  }

  /// True for `head` and the like; methods are case-sensitive, RFC 9110 §9.1.
  private boolean isMiscased() {
    boolean decisive =
        Scan.same(bytes, start, methodEnd, HEAD_LOWER)
            || Scan.same(bytes, start, methodEnd, CONNECT_LOWER);
    if (!decisive) return false;
    for (int i = start; i < methodEnd; i++) {
      if (bytes[i] >= 'a') return true;
    }
    return false;
  }

  private boolean isMethod(byte[] method) {
    return Arrays.equals(bytes, start, methodEnd, method, 0, method.length);
  }

  private Progress target(int filled) {
    int bound = Math.min(filled, limit);
    // Visible ASCII but the fragment; what browsers leave unescaped in a query passes.
    while (at < bound && bytes[at] > SP && bytes[at] < 0x7F && bytes[at] != '#') at++;
    if (at == bound) return stop(filled);
    byte octet = bytes[at];
    if (octet == CR || octet == LF || octet == SP && at == targetStart()) {
      return refuse(Rule.REQ_LINE_MALFORMED);
    }
    if (octet != SP) return refuse(Rule.REQ_TARGET);
    targetEnd = at++;
    part = Part.VERSION;
    return isForm() ? ON : refuse(Rule.REQ_TARGET, targetStart());
  }

  /// True for the four forms of RFC 9112 §3.2, each with the methods that may use it.
  private boolean isForm() {
    int from = targetStart();
    if (isMethod(CONNECT)) return isAuthority(from, targetEnd);
    if (bytes[from] == '/') return true;
    if (bytes[from] == '*' && targetEnd == from + 1) {
      return isMethod(OPTIONS) || isMethod(HTTP2_PREFACE);
    }
    return isAbsolute(from, HTTP, HTTP_PORT) || isAbsolute(from, HTTPS, HTTPS_PORT);
  }

  private boolean isAbsolute(int from, byte[] scheme, byte[] port) {
    int authority = from + scheme.length;
    if (authority >= targetEnd || !Scan.same(bytes, from, authority, scheme)) return false;
    int end = authority;
    while (end < targetEnd && bytes[end] != '/' && bytes[end] != '?') end++;
    authorityStart = authority;
    authorityEnd = end;
    defaultPort = port;
    return end > authority && Authority.isValid(bytes, authority, end);
  }

  private boolean isAuthority(int from, int to) {
    authorityStart = from;
    authorityEnd = to;
    return Authority.isValid(bytes, from, to) && Authority.hasPort(bytes, from, to);
  }

  private Progress version(int filled) {
    int from = targetEnd + 1;
    while (at < filled && at < from + VERSION.length) {
      int index = at - from;
      boolean lineEnd = index > MINOR;
      if (at >= limit && !lineEnd) return refuse(Rule.LIMIT_REQUEST_LINE);
      boolean number = index == MAJOR || index == MINOR;
      if (!number && bytes[at] != VERSION[index]) return refuse(Rule.REQ_LINE_MALFORMED);
      if (number && !Scan.isDigit(bytes[at])) return refuse(Rule.REQ_LINE_MALFORMED);
      if (index == MAJOR && bytes[at] != '1') return refuse(Rule.REQ_VERSION);
      if (index == MINOR && bytes[at] > '1') return refuse(Rule.REQ_VERSION);
      at++;
    }
    if (at < from + VERSION.length) return MORE;
    minor = bytes[from + MINOR] - '0';
    // Of HTTP/1 it is no method: who takes it for the preface of HTTP/2 reads what follows as frames.
    return isMethod(HTTP2_PREFACE) ? refuse(Rule.REQ_METHOD, start) : END;
  }

  private Progress stop(int filled) {
    return at == filled ? MORE : refuse(Rule.LIMIT_REQUEST_LINE);
  }

  private Progress refuse(Rule rule) {
    return refuse(rule, at);
  }

  private Progress refuse(Rule rule, int where) {
    tolerance.allows(rule, where);
    return REJECTED;
  }
}
