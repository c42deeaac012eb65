package dev.fivetwenty.wire;

import static dev.fivetwenty.wire.Progress.END;
import static dev.fivetwenty.wire.Progress.MORE;
import static dev.fivetwenty.wire.Progress.ON;
import static dev.fivetwenty.wire.Progress.REJECTED;
import static dev.fivetwenty.wire.Scan.CR;
import static dev.fivetwenty.wire.Scan.LF;

import java.util.Arrays;
import java.util.List;

/// Reads field lines up to the empty line, RFC 9112 §5, and keeps where each one stands.
///
/// Used for header and trailer sections of both directions. Reading can stop at any byte and go on
/// later; nothing is looked at twice but the line end that was cut in two.
final class FieldSection {

  /// Who understands a field.
  interface Meaning {
    /// Called when a field with a name of [FieldName] can no longer be continued by a fold.
    /// Returns whether reading may go on.
    boolean of(FieldName name, int field);
  }

  private enum Part {
    LINE,
    NAME,
    SPACE_BEFORE_COLON,
    SPACE_BEFORE_VALUE,
    VALUE
  }

  private static final int NOT_OVER = -1;

  private final FieldIndex fields;
  private final Tolerance tolerance;
  private final Meaning meaning;

  private byte[] bytes;
  private int at;
  private Part part;
  private int start;
  private int sectionLimit;
  private int fieldBytes;
  private int maxLines;
  private Rule sectionRule;

  private int lines;
  private int limit;
  private int lineStart;
  private int nameEnd;
  private int valueStart;
  private int lineBreak;
  private int lineEnd;
  private int spaceAt;
  private FieldName name;
  /// The last line may still be continued.
  private boolean open;
  /// The line stands for no field; the profile lets it pass.
  private boolean dropped;
  private boolean verbatim;
  /// Where the line starts that goes over a limit of header sections.
  private int overFrom;
  /// The first byte over the limit.
  private int overAt;
  private boolean cut;

  FieldSection(FieldIndex fields, Tolerance tolerance, Meaning meaning) {
    this.fields = fields;
    this.tolerance = tolerance;
    this.meaning = meaning;
  }

  /// Forgets all fields.
  void clear() {
    bytes = null;
    begin(0, 0, Rule.LIMIT_HEADER_SECTION, 0, 0);
  }

  /// Starts at `from`; the first byte over `sectionBytes` of field lines breaks `rule`.
  void begin(int from, int sectionBytes, Rule rule, int newFieldBytes, int newMaxLines) {
    start = lineEnd = at = from;
    sectionLimit = from + sectionBytes;
    sectionRule = rule;
    fieldBytes = newFieldBytes;
    maxLines = newMaxLines;
    lines = 0;
    open = false;
    verbatim = true;
    overFrom = NOT_OVER;
    cut = false;
    part = Part.LINE;
    fields.clear();
  }

  /// Reads on; `filled` bytes of `newBytes` are there, the former ones unchanged.
  Progress read(byte[] newBytes, int filled) {
    bytes = newBytes;
    Progress progress;
    do {
      progress =
          switch (part) {
            case LINE -> line(filled);
            case NAME -> name(filled);
            case SPACE_BEFORE_COLON -> spaceBeforeColon(filled);
            case SPACE_BEFORE_VALUE -> spaceBeforeValue(filled);
            case VALUE -> value(filled);
          };
    } while (progress == ON);
    return progress;
  }

  /// Says that no more bytes come: what could have been continued is complete.
  Progress finish() {
    return closeField() ? MORE : REJECTED;
  }

  /// Returns where the next unread byte stands; after the end, the first one behind the empty line.
  int at() {
    return at;
  }

  /// Returns the lines seen, dropped ones included.
  int lines() {
    return lines;
  }

  /// Returns the bytes of the field lines so far, without the empty line.
  int sectionBytes() {
    return (part == Part.LINE ? lineEnd : at) - start;
  }

  boolean isOverLimit() {
    return overFrom != NOT_OVER;
  }

  /// Returns where the line starts that goes over a limit.
  int overFrom() {
    return overFrom;
  }

  /// Returns what measures the rest of a section that is over a limit, from that line on.
  SectionMeasure measure(HeadBuffer head) {
    List<Field> before = fields.copy(head);
    Field broken = cut ? before.removeLast() : null;
    return new SectionMeasure(
        overFrom - start, before, broken, head.offsetOf(overFrom), overAt - overFrom);
  }

  /// True as long as every line was one line of a name, a colon right behind it, a value and CRLF.
  boolean isVerbatim() {
    return verbatim;
  }

  /// True if nothing of a field line has come yet.
  boolean isEmpty() {
    return lines == 0;
  }

  private Progress line(int filled) {
    if (at == filled) return MORE;
    if (Scan.isSpace(bytes[at])) return fold();
    if (!closeField() || !usualLines(filled)) return REJECTED;
    byte octet = bytes[at];
    if (octet == CR || octet == LF) return emptyLine(filled);
    if (at >= sectionLimit) return over(sectionRule, at, at);
    if (lines == maxLines) return over(Rule.LIMIT_HEADER_COUNT, at, at);
    lines++;
    lineStart = at;
    limit = Math.min(sectionLimit, at + fieldBytes);
    name = FieldName.OTHER;
    dropped = false;
    part = Part.NAME;
    return name(filled);
  }

  /// Takes lines that are whole, usual and not continued, and leaves the first other one to the
  /// parts below. Nothing is decided here; it only saves most heads the way through the parts.
  private boolean usualLines(int filled) {
    int bound = Math.min(filled, sectionLimit) - 2;
    while (lines < maxLines) {
      int colon = Scan.tokenEnd(bytes, at, bound);
      if (colon >= bound || colon == at || bytes[colon] != ':') return true;
      int value = Scan.spaceEnd(bytes, colon + 1, bound);
      int end = Scan.control(bytes, value, bound);
      if (end >= bound || bytes[end] != CR || bytes[end + 1] != LF) return true;
      if (Scan.isSpace(bytes[end + 2]) || end + 2 - at > fieldBytes) return true;
      FieldName known = FieldName.of(bytes, at, colon);
      fields.add(at, colon, value, Scan.trimmedEnd(bytes, value, end), end + 2);
      at = lineEnd = end + 2;
      lines++;
      if (known != FieldName.OTHER && !meaning.of(known, fields.count() - 1)) return false;
    }
    return true;
  }

  private boolean closeField() {
    if (!open) return true;
    open = false;
    return name == FieldName.OTHER || meaning.of(name, fields.count() - 1);
  }

  private Progress fold() {
    if (!open) return refuse(Rule.HDR_FOLD_FIRST_LINE, at);
    if (!tolerance.allows(name.isFraming() ? Rule.HDR_OBS_FOLD_FRAMING : Rule.HDR_OBS_FOLD, at)) {
      return REJECTED;
    }
    verbatim = false;
    boolean empty = false;
    if (!dropped) {
      empty = fields.valueEnd(fields.count() - 1) == valueStart;
      fields.reopen(at - 1);
    }
    // The array is ours: with the line end made white space the value is one slice.
    Arrays.fill(bytes, lineBreak, at, Scan.SP);
    open = false;
    part = empty ? Part.SPACE_BEFORE_VALUE : Part.VALUE;
    return ON;
  }

  private Progress emptyLine(int filled) {
    int lineFeed = Scan.lineFeed(bytes, at, filled);
    if (lineFeed == Scan.CUT) return MORE;
    if (lineFeed == Scan.BARE) return refuse(Rule.HDR_BARE_CR, at + 1);
    if (!allowLineEnd(lineFeed)) return REJECTED;
    at = lineFeed + 1;
    return END;
  }

  private Progress name(int filled) {
    int bound = Math.min(filled, limit);
    at = Scan.tokenEnd(bytes, at, bound);
    if (at == bound) return stop(filled);
    if (bytes[at] != ':') return brokenName(filled);
    if (at == lineStart) return drop(Rule.HDR_EMPTY_NAME, at);
    endName(at);
    return spaceBeforeValue(filled);
  }

  private void endName(int end) {
    nameEnd = end;
    name = FieldName.of(bytes, lineStart, end);
    at++;
    part = Part.SPACE_BEFORE_VALUE;
  }

  private Progress brokenName(int filled) {
    byte octet = bytes[at];
    if (Scan.isSpace(octet)) {
      spaceAt = at;
      part = Part.SPACE_BEFORE_COLON;
      return ON;
    }
    if (octet == CR) {
      if (at + 1 == filled) return MORE;
      boolean lineEnds = bytes[at + 1] == LF || bytes[at + 1] == CR;
      return lineEnds ? drop(Rule.HDR_NO_COLON, at) : refuse(Rule.HDR_BARE_CR, at + 1);
    }
    if (octet == LF) return drop(Rule.HDR_NO_COLON, at);
    if (octet == 0) return refuse(Rule.HDR_NUL_NAME, at);
    boolean statusLine = octet == '/' && StatusLine.isProtocolName(bytes, lineStart, at);
    return drop(statusLine ? Rule.HDR_DUP_STATUS_LINE : Rule.HDR_NONTOKEN_NAME, at);
  }

  private Progress spaceBeforeColon(int filled) {
    int bound = Math.min(filled, limit);
    at = Scan.spaceEnd(bytes, at, bound);
    if (at == bound) return stop(filled);
    byte octet = bytes[at];
    if (octet == CR || octet == LF) return drop(Rule.HDR_NO_COLON, spaceAt);
    if (octet != ':') return drop(Rule.HDR_NONTOKEN_NAME, spaceAt);
    endName(spaceAt);
    verbatim = false;
    boolean decisive = name.isFraming() || name == FieldName.CONNECTION;
    Rule rule =
        decisive ? Rule.HDR_SPACE_BEFORE_COLON_FRAMING : Rule.HDR_SPACE_BEFORE_COLON;
    return tolerance.allows(rule, spaceAt) ? ON : REJECTED;
  }

  /// Refuses the line, or reads on as if it were not there.
  private Progress drop(Rule rule, int where) {
    dropped = true;
    verbatim = false;
    part = Part.VALUE;
    return tolerance.allows(rule, where) ? ON : REJECTED;
  }

  private Progress spaceBeforeValue(int filled) {
    int bound = Math.min(filled, limit);
    at = Scan.spaceEnd(bytes, at, bound);
    if (at == bound) return stop(filled);
    valueStart = at;
    part = Part.VALUE;
    return value(filled);
  }

  private Progress value(int filled) {
    int bound = Math.min(filled, limit);
    while (true) {
      at = Scan.control(bytes, at, bound);
      if (at == bound) return stop(filled);
      byte octet = bytes[at];
      if (octet == CR || octet == LF) return endLine(filled);
      if (octet == 0) return refuse(Rule.HDR_NUL_VALUE, at);
      if (octet != Scan.HT) {
        verbatim = false;
        if (!tolerance.allows(Rule.HDR_CTL_VALUE, at)) return REJECTED;
      }
      at++;
    }
  }

  private Progress endLine(int filled) {
    int lineFeed = Scan.lineFeed(bytes, at, filled);
    if (lineFeed == Scan.CUT) return MORE;
    if (lineFeed == Scan.BARE) return refuse(Rule.HDR_BARE_CR, at + 1);
    if (lineFeed >= limit) return over();
    if (!allowLineEnd(lineFeed)) return REJECTED;
    lineBreak = at;
    at = lineEnd = lineFeed + 1;
    if (!dropped) {
      int valueEnd = Scan.trimmedEnd(bytes, valueStart, lineBreak);
      fields.add(lineStart, nameEnd, valueStart, valueEnd, at);
    }
    open = true;
    part = Part.LINE;
    return ON;
  }

  private boolean allowLineEnd(int lineFeed) {
    if (lineFeed - at == 1) return true;
    verbatim = false;
    return lineFeed == at
        ? tolerance.allows(Rule.HDR_BARE_LF, at)
        : tolerance.allows(Rule.HDR_CR_CR_LF, at + 1);
  }

  private Progress stop(int filled) {
    return at == filled ? MORE : over();
  }

  /// Refuses the byte at the limit; the field that reaches over it is kept as far as it was read.
  private Progress over() {
    boolean named = part == Part.SPACE_BEFORE_VALUE || part == Part.VALUE;
    if (named && !dropped) {
      int from = part == Part.VALUE ? valueStart : limit;
      fields.add(lineStart, nameEnd, from, limit, limit);
      cut = true;
    }
    Rule rule = limit == sectionLimit ? sectionRule : Rule.LIMIT_HEADER_FIELD;
    return over(rule, lineStart, limit);
  }

  /// A flood of interim responses is counted as a whole, so of its last head nothing is measured.
  private Progress over(Rule rule, int from, int where) {
    if (rule != Rule.INTERIM_FLOOD) overFrom = from;
    overAt = where;
    return refuse(rule, where);
  }

  private Progress refuse(Rule rule, int where) {
    tolerance.allows(rule, where);
    return REJECTED;
  }
}
