package dev.fivetwenty.wire;

import static dev.fivetwenty.wire.Progress.END;
import static dev.fivetwenty.wire.Progress.MORE;
import static dev.fivetwenty.wire.Progress.ON;
import static dev.fivetwenty.wire.Progress.REJECTED;
import static dev.fivetwenty.wire.Scan.CR;
import static dev.fivetwenty.wire.Scan.LF;
import static dev.fivetwenty.wire.Scan.SP;

import java.nio.charset.StandardCharsets;

/// Reads empty lines and then a status line, RFC 9112 §4.
///
/// Where the first bytes are no status line at all, the [Sniffer] says what they are instead.
final class StatusLine {

  private enum Part {
    EMPTY_LINES,
    PROTOCOL,
    VERSION,
    SPACE,
    CODE,
    SUB_STATUS,
    REASON
  }

  private static final byte[] PROTOCOL = "http/".getBytes(StandardCharsets.US_ASCII);

  /// `HTTP/1.1` and `HTTP/1.0` as one little-endian number each.
  private static final long HTTP_1_1 = 0x312E312F50545448L;

  private static final long HTTP_1_0 = 0x302E312F50545448L;

  private static final int VERSION_BYTES = 8;

  /// Bytes of `HTTP/1.1 200 `.
  private static final int USUAL_START = 13;

  private final Tolerance tolerance;
  private final Limits limits;
  private final Sniffer sniffer = new Sniffer();

  private byte[] bytes;
  private int at;
  private Part part;
  private int emptyLines;
  private int start;
  private int limit;
  private int minor;
  private int major;
  private int code;
  private int codeStart;
  private int reasonStart;
  private int reasonEnd;
  private boolean spaceSeen;
  private boolean tabSeen;

  StatusLine(Tolerance tolerance, Limits limits) {
    this.tolerance = tolerance;
    this.limits = limits;
  }

  void begin() {
    at = start = 0;
    part = Part.EMPTY_LINES;
    emptyLines = 0;
    code = 0;
    reasonStart = reasonEnd = 0;
    spaceSeen = tabSeen = false;
    sniffer.begin();
  }

  /// Reads on; `filled` bytes of `newBytes` are there, the former ones unchanged.
  Progress read(byte[] newBytes, int filled) {
    bytes = newBytes;
    if (at == 0 && filled >= USUAL_START) takeUsualStart();
    Progress progress;
    do {
      progress =
          switch (part) {
            case EMPTY_LINES -> emptyLines(filled);
            case PROTOCOL -> protocol(filled);
            case VERSION -> version(filled);
            case SPACE -> space(filled);
            case CODE -> code(filled);
            case SUB_STATUS -> subStatus(filled);
            case REASON -> reason(filled);
          };
    } while (progress == ON);
    return progress;
  }

  /// Says that no more bytes come: what is still in doubt about the protocol is decided.
  Progress finish(byte[] newBytes, int filled) {
    bytes = newBytes;
    return part == Part.PROTOCOL ? sniffed(sniffer.finish(bytes, start, filled)) : MORE;
  }

  /// True if the bytes between `from` and `to` are `HTTP`, in any case.
  static boolean isProtocolName(byte[] bytes, int from, int to) {
    return to - from == PROTOCOL.length - 1 && prefix(bytes, from, to) == to - from;
  }

  /// Returns where the next unread byte stands; after the end, the first field line.
  int at() {
    return at;
  }

  boolean isBlank() {
    return part == Part.EMPTY_LINES;
  }

  int start() {
    return start;
  }

  int status() {
    return code;
  }

  boolean isInterim() {
    return code >= 100 && code < 200 && code != 101;
  }

  int codeStart() {
    return codeStart;
  }

  /// Returns 0 for HTTP/1.0 and 1 for everything later.
  int minor() {
    return Math.min(minor, 1);
  }

  /// True if the line says HTTP/2, which no HTTP/1 message can be.
  boolean saysHttp2() {
    return major == 2;
  }

  int reasonStart() {
    return reasonStart;
  }

  int reasonEnd() {
    return reasonEnd;
  }

  /// Returns what speaks instead of HTTP/1, or an empty text.
  String protocol() {
    return sniffer.protocol();
  }

  /// Takes `HTTP/1.1 NNN ` at once where nothing about it is odd.
  private void takeUsualStart() {
    long version = Scan.eight(bytes, 0);
    if (version != HTTP_1_1 && version != HTTP_1_0 || bytes[8] != SP || bytes[12] != SP) return;
    if (!Scan.isDigit(bytes[9]) || !Scan.isDigit(bytes[10]) || !Scan.isDigit(bytes[11])) return;
    int value = digit(9) * 100 + digit(10) * 10 + digit(11);
    if (value < 100 || value > 599) return;
    major = 1;
    minor = digit(7);
    code = value;
    codeStart = 9;
    reasonStart = USUAL_START;
    limit = limits.statusLine();
    at = Math.min(reasonStart, limit);
    part = Part.REASON;
  }

  private int digit(int index) {
    return bytes[index] - '0';
  }

  private Progress emptyLines(int filled) {
    if (at == filled) return MORE;
    byte octet = bytes[at];
    if (octet != CR && octet != LF) return startLine();
    if (octet == CR) {
      if (at + 1 == filled) return MORE;
      if (bytes[at + 1] != LF) return startLine();
    }
    if (emptyLines == limits.leadingLines()) return refuse(Rule.SL_LEADING_JUNK, at);
    if (emptyLines++ == 0 && !tolerance.allows(Rule.SL_LEADING_CRLF, at)) return REJECTED;
    at += octet == CR ? 2 : 1;
    return ON;
  }

  private Progress startLine() {
    start = at;
    limit = start + limits.statusLine();
    part = Part.PROTOCOL;
    return ON;
  }

  private Progress protocol(int filled) {
    int same = prefix(bytes, start, filled);
    if (same < PROTOCOL.length) {
      return same == filled - start ? MORE : sniffed(sniffer.read(bytes, start, filled));
    }
    for (int i = 0; i < PROTOCOL.length; i++) {
      if (bytes[start + i] >= 'a') return refuse(Rule.SL_VERSION_CASE, start + i);
    }
    at = start + PROTOCOL.length;
    part = Part.VERSION;
    return ON;
  }

  private static int prefix(byte[] bytes, int from, int to) {
    int length = Math.min(to - from, PROTOCOL.length);
    int same = 0;
    while (same < length && Scan.lowered(bytes[from + same]) == PROTOCOL[same]) same++;
    return same;
  }

  private Progress sniffed(Rule rule) {
    return rule == null ? MORE : refuse(rule, sniffer.at());
  }

  /// `1.1`, `1.0`, and what is taken for them.
  private Progress version(int filled) {
    int digit = start + PROTOCOL.length;
    while (at < filled && at < digit + 3) {
      byte octet = bytes[at];
      boolean fits =
          switch (at - digit) {
            case 0 -> octet == '1' || octet == '2';
            case 1 -> octet == '.';
            default -> Scan.isDigit(octet);
          };
      if (!fits) {
        boolean two = at > digit && bytes[digit] == '2';
        return two ? refuse(Rule.SL_VERSION_2, digit) : refuse(Rule.SL_VERSION_BAD, at);
      }
      at++;
    }
    return at == filled ? MORE : endVersion(digit);
  }

  private Progress endVersion(int digit) {
    major = bytes[digit] - '0';
    minor = bytes[digit + 2] - '0';
    if (major == 2) {
      if (!tolerance.allows(Rule.SL_VERSION_2_TEXT, digit)) return REJECTED;
    } else if (minor > 1 && !tolerance.allows(Rule.SL_VERSION_1X, digit + 2)) {
      return REJECTED;
    }
    byte octet = bytes[at];
    boolean lineEnds = octet == CR || octet == LF;
    if (!lineEnds && !Scan.isSpace(octet)) return refuse(Rule.SL_VERSION_BAD, at);
    part = Part.SPACE;
    return ON;
  }

  private Progress space(int filled) {
    int gap = start + VERSION_BYTES;
    while (at < Math.min(filled, limit) && Scan.isSpace(bytes[at])) {
      if (bytes[at] == Scan.HT) {
        if (!tabSeen && !tolerance.allows(Rule.SL_TAB, at)) return REJECTED;
        tabSeen = true;
      } else if (at > gap) {
        if (!spaceSeen && !tolerance.allows(Rule.SL_EXTRA_SP, at)) return REJECTED;
        spaceSeen = true;
      }
      at++;
    }
    if (at == limit || at == filled) return stop(filled);
    codeStart = at;
    part = Part.CODE;
    return ON;
  }

  private Progress code(int filled) {
    while (at < codeStart + 3) {
      if (at == limit || at == filled) return stop(filled);
      if (!Scan.isDigit(bytes[at])) return refuse(brokenCode(bytes[at]), at);
      code = code * 10 + digit(at);
      at++;
    }
    if (code < 100) return refuse(Rule.SL_STATUS_LOW, codeStart);
    if (at == filled) return MORE;
    if (code > 599 && !tolerance.allows(Rule.SL_STATUS_HIGH, codeStart)) return REJECTED;
    reasonStart = reasonEnd = at;
    return endCode(bytes[at]);
  }

  private Rule brokenCode(byte octet) {
    boolean lineEnds = octet == CR || octet == LF;
    if (at == codeStart) {
      if (lineEnds) return Rule.SL_STATUS_MISSING;
      return octet == '-' ? Rule.SL_STATUS_NEGATIVE : Rule.SL_STATUS_ALPHA;
    }
    return lineEnds || Scan.isSpace(octet) ? Rule.SL_STATUS_DIGITS : Rule.SL_STATUS_ALPHA;
  }

  private Progress endCode(byte octet) {
    part = Part.REASON;
    switch (octet) {
      case CR, LF -> {
        return ON;
      }
      case '.' -> {
        part = Part.SUB_STATUS;
        if (!tolerance.allows(Rule.SL_STATUS_DECIMAL, at)) return REJECTED;
      }
      case Scan.HT -> {
        if (!tabSeen && !tolerance.allows(Rule.SL_TAB, at)) return REJECTED;
      }
      case SP -> {}
      default -> {
        return refuse(Scan.isDigit(octet) ? Rule.SL_STATUS_DIGITS : Rule.SL_STATUS_ALPHA, at);
      }
    }
    reasonStart = ++at;
    return ON;
  }

  private Progress subStatus(int filled) {
    while (at < Math.min(filled, limit) && Scan.isDigit(bytes[at])) at++;
    if (at == limit || at == filled) return stop(filled);
    byte octet = bytes[at];
    boolean lineEnds = octet == CR || octet == LF;
    if (!lineEnds && octet != SP) return refuse(Rule.SL_STATUS_ALPHA, at);
    reasonStart = lineEnds ? at : ++at;
    part = Part.REASON;
    return ON;
  }

  private Progress reason(int filled) {
    while (true) {
      int bound = Math.min(filled, limit);
      at = Scan.control(bytes, at, bound);
      if (at == filled) return MORE;
      byte octet = bytes[at];
      if (octet == CR || octet == LF) return endLine(filled);
      if (at == limit) return refuse(Rule.LIMIT_STATUS_LINE, at);
      if (octet == 0) {
        if (!tolerance.allows(Rule.SL_REASON_NUL, at)) return REJECTED;
      } else if (octet != Scan.HT && !tolerance.allows(Rule.SL_REASON_CTL, at)) {
        return REJECTED;
      }
      at++;
    }
  }

  private Progress endLine(int filled) {
    int lineFeed = Scan.lineFeed(bytes, at, filled);
    if (lineFeed == Scan.CUT) return MORE;
    if (lineFeed == Scan.BARE) return refuse(Rule.SL_BARE_CR, at + 1);
    int returns = lineFeed - at;
    if (returns == 0 && !tolerance.allows(Rule.SL_BARE_LF, at)) return REJECTED;
    if (returns > 1 && !tolerance.allows(Rule.HDR_CR_CR_LF, at + 1)) return REJECTED;
    reasonEnd = at;
    at = lineFeed + 1;
    return END;
  }

  private Progress stop(int filled) {
    return at == filled ? MORE : refuse(Rule.LIMIT_STATUS_LINE, at);
  }

  private Progress refuse(Rule rule, int where) {
    tolerance.allows(rule, where);
    return REJECTED;
  }
}
