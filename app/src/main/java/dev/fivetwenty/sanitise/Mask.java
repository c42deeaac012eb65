package dev.fivetwenty.sanitise;

import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Field;
import dev.fivetwenty.wire.Reached;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.ResponseReader;
import dev.fivetwenty.wire.Rule;
import dev.fivetwenty.wire.Violation;
import dev.fivetwenty.wire.WireReport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Covers in a message what [Secrets] does not know to be harmless, where our own reader finds it.
///
/// The reader tolerates all that can be tolerated. What it takes for a field keeps its name; of a
/// line that it takes for none, only what makes it one stays. Where it must refuse, another one
/// goes on behind that line. What comes after the final head is content and stays.
final class Mask {

  /// Stands for a start line that is not to be read again.
  private static final byte[] START_LINE =
      "HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII);

  /// Of `1.1 200`.
  private static final int STATUS_LENGTH = 7;

  /// These are told from each other by what stands before the offset, and at it.
  private static final Set<Rule> SHOWN =
      EnumSet.of(Rule.HDR_NONTOKEN_NAME, Rule.HDR_DUP_STATUS_LINE, Rule.HDR_EMPTY_NAME);

  /// Lines that the reader may refuse in one message; whatever comes after them is covered.
  private static final int MOST_REFUSED = 1000;

  private final byte[] bytes;
  private final ResponseReader reader = new ResponseReader(Tolerant.PROFILE);
  private int refused;

  /// What came first was no start line: whether one follows is what the judge asks then.
  private boolean junk;

  /// Where to read on.
  private int at;

  /// Another head follows the one that was read last.
  private boolean interim;

  /// Content that follows a head stands in its framing.
  private boolean framed = true;

  /// Contents are covered, too, and whatever else may not be stored.
  private final boolean everything;

  private Mask(byte[] bytes, boolean everything) {
    this.bytes = bytes;
    this.everything = everything;
  }

  /// Covers the fields of all heads of a reply, in place.
  static void reply(byte[] bytes) {
    new Mask(bytes, false).reply();
  }

  /// Covers all of a reply but what frames it and is known to be harmless, in place.
  static void wholeReply(byte[] bytes) {
    var mask = new Mask(bytes, true);
    mask.reply();
    Octets.hide(bytes, mask.at, bytes.length);
  }

  private void reply() {
    do read(0);
    while (at < bytes.length && (interim || Octets.startsHead(bytes, at)));
  }

  /// Covers the fields of a request and all of its content, in place.
  static void request(byte[] bytes) {
    var mask = new Mask(bytes, false);
    mask.at = Octets.lineEnd(bytes, 0);
    mask.read(START_LINE.length);
    mask.cover(mask.at, bytes.length);
  }

  /// Covers all of a request but what frames it and is known to be harmless, in place.
  ///
  /// @param framed content is still in its framing
  static void wholeRequest(byte[] bytes, boolean framed) {
    var mask = new Mask(bytes, true);
    while (mask.at < bytes.length && Octets.isBlank(bytes, mask.at, mask.at + 1)) mask.at++;
    int line = mask.at;
    mask.at = Octets.lineEnd(bytes, line);
    Urls.cover(bytes, line, mask.at);
    mask.framed = framed;
    mask.read(START_LINE.length);
    Octets.hide(bytes, mask.at, bytes.length);
  }

  /// Reads one head, and what belongs to it, from `at` on.
  ///
  /// @param given bytes of a start line that stands for one read before; 0 when it is still to come
  private void read(int given) {
    boolean more = head(given);
    while (more && at < bytes.length && refused++ < MOST_REFUSED) more = head(START_LINE.length);
    if (more) cover(at, bytes.length);
    if (more) at = bytes.length;
  }

  private void cover(int from, int to) {
    int covered = from;
    for (int i = from; junk && i < to; i++) {
      if (!Octets.startsHead(bytes, i)) continue;
      Octets.cover(bytes, covered, i);
      covered = statusEnd(Math.min(to, i + Octets.START.length()), to);
    }
    Octets.cover(bytes, covered, to);
  }

  /// Returns where a version and a status end that start at `from`: the judge tells a status line
  /// by them, and there is no secret in digits of that form.
  private int statusEnd(int from, int to) {
    int end = Math.min(to, from + STATUS_LENGTH);
    int at = from;
    while (at < end && isOfStatus(bytes[at])) at++;
    return at;
  }

  private static boolean isOfStatus(byte octet) {
    return octet >= '0' && octet <= '9' || octet == '.' || octet == ' ';
  }

  /// Returns whether more lines of the same head are to be read.
  private boolean head(int given) {
    int from = at;
    interim = false;
    reader.begin(Request.GET, from - given);
    reader.read(ByteBuffer.wrap(START_LINE, 0, given));
    var input = ByteBuffer.wrap(bytes, from, bytes.length - from);
    ResponseReader.Event event = reader.read(input);
    WireReport report = reader.end(Ending.OPEN);
    boolean inFields = report.reached().compareTo(Reached.HEADERS) >= 0;
    if (!inFields) return startLineIsNone(from, report);
    int section = (int) reader.head().offsetOf(reader.head().sectionStart());
    startLine(from, section);
    return switch (event) {
      case INTERIM_HEAD, FINAL_HEAD -> {
        at = input.position();
        lines(section, at, reader.head().copyFields(), report);
        interim = event == ResponseReader.Event.INTERIM_HEAD;
        if (!interim) content(input, given == 0);
        yield false;
      }
      default -> broken(section, report);
    };
  }

  private void content(ByteBuffer input, boolean known) {
    if (everything && framed) at = new ContentMask(bytes, reader).cover(input);
    else if (!everything && known) skipContent(input);
  }

  private void skipContent(ByteBuffer input) {
    while (input.hasRemaining()) {
      if (reader.read(input) == ResponseReader.Event.COMPLETE) break;
    }
    at = input.position();
  }

  /// The reader stopped among the fields: at the end of the bytes, or at what nobody can read.
  private boolean broken(int section, WireReport report) {
    List<Field> fields = report.partialHead();
    int known = fields.isEmpty() ? section : end(fields.getLast());
    int offset = report.rejection().map(v -> (int) v.offset()).orElse(bytes.length);
    at = offset < known ? known : Octets.lineEnd(bytes, offset);
    lines(section, at, fields, report);
    boolean over = offset >= known && Octets.isBlank(bytes, Math.max(known, offset), at);
    return !over;
  }

  /// What stands where a start line should is evidence, unless it is a field.
  private boolean startLineIsNone(int from, WireReport report) {
    if (everything && report.rejection().isPresent()) {
      Violation refused = report.rejection().get();
      junk = true;
      at = StartLineMask.cover(bytes, from, refused);
      return StartLineMask.mayBeFollowedByFields(refused.rule());
    }
    junk = true;
    int end = Octets.lineEnd(bytes, from);
    while (end < bytes.length && Octets.isBlank(bytes, from, end)) end = Octets.lineEnd(bytes, end);
    if (Octets.name(bytes, from, end).isEmpty()) {
      startLine(from, end);
      at = end;
    }
    return true;
  }

  /// A status line ends at a bare CR or NUL for those who read it so; a field may follow.
  private void startLine(int from, int to) {
    int line = from;
    while (line < to && !Octets.startsHead(bytes, line)) line++;
    for (int i = line; i < to; i++) {
      boolean odd = bytes[i] == 0 || bytes[i] == '\r' && i + 1 < to && bytes[i + 1] != '\n';
      if (odd) cover(i, to);
    }
    if (everything) StartLineMask.coverReason(bytes, line, to);
  }

  /// Covers the lines of a section: fields, and what stands between them and after them.
  private void lines(int from, int to, List<Field> fields, WireReport report) {
    int line = from;
    for (Field field : fields) {
      others(line, (int) field.offset(), report);
      field(field);
      line = end(field);
    }
    others(line, to, report);
  }

  private static int end(Field field) {
    return (int) field.offset() + field.lineBytes();
  }

  private void field(Field field) {
    int value = (int) field.offset() + field.name().length();
    while (bytes[value] != ':') value++;
    value(field.name(), value + 1, end(field));
  }

  /// Covers what is secret of a value; a fold of a harmless one is, where it could be a field.
  private void value(String name, int from, int to) {
    boolean harmless = Secrets.isHarmless(name);
    if (!harmless && !Secrets.isLocation(name)) cover(from, to);
    else if (!harmless && !everything) cover(Octets.query(bytes, from, to), to);
    else folds(Octets.lineEnd(bytes, from), to);
    if (Subprotocols.isIn(name)) Subprotocols.cover(bytes, from, to);
    if (everything) Urls.cover(bytes, from, to);
    else if (!harmless) Urls.users(bytes, from, to);
  }

  private void folds(int from, int to) {
    for (int line = from; line < to; ) {
      int end = Octets.lineEnd(bytes, line);
      if (everything || Octets.indexOf(':', bytes, line, end) < end) cover(line, end);
      line = end;
    }
  }

  private void others(int from, int to, WireReport report) {
    for (int line = from; line < to; ) {
      int end = Math.min(to, Octets.lineEnd(bytes, line));
      other(line, end, violation(report, line, end));
      line = end;
    }
  }

  private static Optional<Violation> violation(WireReport report, int from, int to) {
    return report.violations().stream()
        .filter(v -> v.offset() >= from && v.offset() < to)
        .findFirst();
  }

  /// Text without a colon has no name that could stay.
  private boolean isShown(Violation violation, int from, int to) {
    boolean text = everything && violation.rule() == Rule.HDR_NONTOKEN_NAME;
    return SHOWN.contains(violation.rule()) && !(text && Octets.indexOf(':', bytes, from, to) == to);
  }

  /// Covers a line that is no field, or is one only up to where the reader refused it.
  private void other(int from, int to, Optional<Violation> violation) {
    if (violation.filter(v -> isShown(v, from, to)).isPresent()) {
      int shown = (int) violation.get().offset() + 1;
      if (bytes[shown - 1] == '/') shown = statusEnd(shown, to);
      int colon = Octets.indexOf(':', bytes, shown, to);
      cover(shown, colon);
      cover(Math.min(to, colon + 1), to);
      return;
    }
    boolean folded = bytes[from] == ' ' || bytes[from] == '\t';
    String name = folded ? "" : Octets.name(bytes, from, to);
    int value = name.isEmpty() ? from : Octets.indexOf(':', bytes, from, to) + 1;
    int known = violation.map(v -> (int) v.offset()).orElse(to);
    if (everything) Urls.cover(bytes, value, to);
    if (Secrets.isHarmless(name)) value = Math.max(value, known);
    cover(value, to);
  }
}
