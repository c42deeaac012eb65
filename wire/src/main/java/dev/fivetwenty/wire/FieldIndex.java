package dev.fivetwenty.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where the fields of one section stand in the bytes of its head.
final class FieldIndex {

  private static final int WIDTH = 5;
  private static final int USUAL_FIELDS = 32;
  private static final int LARGEST = 3;

  /// Name start, name end, value start, value end, line end; one row per field. Few messages have trailers, so there is
  /// room once there is a field.
  private int[] rows = {};

  private int count;

  /// One LF of each fold, in order; most sections have none.
  private int[] folds = {};

  private int foldCount;

  void clear() {
    count = 0;
    foldCount = 0;
  }

  void add(int nameStart, int nameEnd, int valueStart, int valueEnd, int lineEnd) {
    int row = count * WIDTH;
    if (row == rows.length) rows = Arrays.copyOf(rows, Math.max(USUAL_FIELDS * WIDTH, 2 * row));
    rows[row] = nameStart;
    rows[row + 1] = nameEnd;
    rows[row + 2] = valueStart;
    rows[row + 3] = valueEnd;
    rows[row + 4] = lineEnd;
    count++;
  }

  /// Takes the last field back, because the line that follows `lineFeed` continues it.
  void reopen(int lineFeed) {
    count--;
    if (foldCount == folds.length) folds = Arrays.copyOf(folds, 2 * foldCount + 4);
    folds[foldCount++] = lineFeed;
  }

  int count() {
    return count;
  }

  int nameStart(int field) {
    return rows[field * WIDTH];
  }

  int nameEnd(int field) {
    return rows[field * WIDTH + 1];
  }

  int valueStart(int field) {
    return rows[field * WIDTH + 2];
  }

  int valueEnd(int field) {
    return rows[field * WIDTH + 3];
  }

  int lineEnd(int field) {
    return rows[field * WIDTH + 4];
  }

  List<Field> copy(HeadBuffer head) {
    var copies = new ArrayList<Field>(count);
    for (int i = 0; i < count; i++) copies.add(copy(head, i));
    return copies;
  }

  Field copy(HeadBuffer head, int field) {
    int from = nameStart(field);
    var name = new String(head.bytes(), from, nameEnd(field) - from, ISO_8859_1);
    return new Field(
        name, value(head.bytes(), field), head.offsetOf(from), lineEnd(field) - from);
  }

  /// Returns up to three fields, biggest first, the earlier one first among equals.
  List<Field> largest(HeadBuffer head) {
    var largest = new ArrayList<Field>();
    for (int i = 0; i < count; i++) keepLargest(largest, copy(head, i));
    return largest;
  }

  /// Adds a field that comes later than the ones in `largest`, if it is one of the three biggest.
  static void keepLargest(List<Field> largest, Field field) {
    int at = largest.size();
    while (at > 0 && largest.get(at - 1).lineBytes() < field.lineBytes()) at--;
    largest.add(at, field);
    if (largest.size() > LARGEST) largest.removeLast();
  }

  /// Returns the value with one SP for each fold and the white space around it.
  String value(byte[] bytes, int field) {
    int to = valueEnd(field);
    int at = valueStart(field);
    if (foldCount == 0) return new String(bytes, at, to - at, ISO_8859_1);
    var value = new StringBuilder(to - at);
    for (int i = 0; i < foldCount && folds[i] < to; i++) {
      if (folds[i] < at) continue;
      int end = Scan.trimmedEnd(bytes, at, folds[i]);
      value.append(new String(bytes, at, end - at, ISO_8859_1)).append(' ');
      at = Scan.spaceEnd(bytes, folds[i], to);
    }
    return value.append(new String(bytes, at, to - at, ISO_8859_1)).toString();
  }
}
