package dev.fivetwenty.wire;

import static dev.fivetwenty.wire.Scan.CR;
import static dev.fivetwenty.wire.Scan.LF;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Measures a header section that has gone over a limit, up to its empty line: counts bytes and
/// fields and keeps the names of the biggest, nothing else.
///
/// It begins with the line that goes over. A line that starts with white space continues the one
/// before it; a line without a colon counts its bytes, but is no field.
final class SectionMeasure implements Aftermath {

  /// Bytes counted behind the limit: twice the largest section that a built-in profile takes, so
  /// that a report can say how much is over the limit of each of them.
  static final int MAX_BYTES = 256 << 10;

  /// Bytes kept of a name; no report shows more.
  private static final int MAX_NAME = 64;

  private enum Part {
    LINE_START,
    NAME,
    VALUE
  }

  private final int bytesBefore;
  private final List<Field> before;
  private final int most;
  private final List<Field> largest = new ArrayList<>();
  private final byte[] name = new byte[MAX_NAME];

  private Part part = Part.LINE_START;
  private long offset;
  private int taken;
  private int bytes;
  private int fields;
  private boolean whole;
  /// CRs at the start of a line: they end the section if LF follows.
  private int returns;

  private long lineOffset;
  private int lineBytes;
  private int nameBytes;
  private boolean isField;
  /// The first line is read again from its start; its field was begun before.
  private boolean isFirst = true;
  private Field cut;

  /// @param bytesBefore of the lines before the one that goes over
  /// @param before      the fields in them
  /// @param cut         the field that goes over as far as it was read, null if it has no name yet
  /// @param offset      of the line that goes over
  /// @param within      its bytes within the limit
  SectionMeasure(int bytesBefore, List<Field> before, Field cut, long offset, int within) {
    this.bytesBefore = bytesBefore;
    this.before = before;
    this.cut = cut;
    this.offset = offset;
    most = within + MAX_BYTES;
  }

  @Override
  public boolean takes(byte octet) {
    if (part == Part.LINE_START) lineStart(octet);
    else inLine(octet);
    offset++;
    return !whole && ++taken < most;
  }

  @Override
  public boolean takes(ByteBuffer input) {
    while (input.hasRemaining()) {
      if (part == Part.VALUE) value(input);
      if (taken == most) return false;
      if (input.hasRemaining() && !takes(input.get())) return false;
    }
    return true;
  }

  /// Takes a value as far as it is there: of a cookie of 24 KiB there is nothing to say but its size.
  private void value(ByteBuffer input) {
    int from = input.position();
    int to = Math.min(input.limit(), from + most - taken);
    int at = from;
    while (at < to && input.get(at) != LF) at++;
    input.position(at);
    int count = at - from;
    taken += count;
    offset += count;
    bytes += count;
    lineBytes += count;
  }

  private void lineStart(byte octet) {
    if (octet == CR) {
      returns++;
    } else if (octet == LF) {
      whole = true;
    } else {
      boolean continues = returns == 0 && lineBytes > 0 && Scan.isSpace(octet);
      if (continues) part = Part.VALUE;
      else beginLine();
      inLine(octet);
    }
  }

  private void beginLine() {
    endLine();
    lineOffset = offset - returns;
    part = returns == 0 ? Part.NAME : Part.VALUE;
    bytes += returns;
    lineBytes = returns;
    returns = nameBytes = 0;
    isField = isFirst && cut != null;
  }

  private void inLine(byte octet) {
    bytes++;
    lineBytes++;
    if (octet == LF) {
      part = Part.LINE_START;
    } else if (part == Part.NAME && octet == ':') {
      isField |= nameBytes > 0;
      part = Part.VALUE;
    } else if (part == Part.NAME && nameBytes < MAX_NAME) {
      name[nameBytes++] = octet;
    }
  }

  private void endLine() {
    if (lineBytes == 0) return;
    if (isField) {
      fields++;
      FieldIndex.keepLargest(largest, field());
    }
    if (isFirst && cut != null) cut = field();
    isFirst = false;
  }

  private Field field() {
    if (isFirst && cut != null) return cut.ofSize(lineBytes);
    int end = Scan.trimmedEnd(name, 0, nameBytes);
    return new Field(new String(name, 0, end, ISO_8859_1), "", lineOffset, lineBytes, true);
  }

  SectionSize size() {
    var all = new ArrayList<Field>();
    before.forEach(field -> FieldIndex.keepLargest(all, field));
    largest.forEach(field -> FieldIndex.keepLargest(all, field));
    if (isField) FieldIndex.keepLargest(all, field());
    int count = before.size() + fields + (isField ? 1 : 0);
    return new SectionSize(bytesBefore + bytes, count, all, whole);
  }

  /// Returns the fields that were read, the last one with its size if it goes over the limit.
  List<Field> fields() {
    if (cut == null) return before;
    var all = new ArrayList<>(before);
    all.add(isFirst ? field() : cut);
    return all;
  }
}
