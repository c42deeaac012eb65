package dev.fivetwenty.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;

/// Field lines as indices into the bytes that their reader keeps: nothing is copied.
///
/// Fields are counted from 0 in the order of arrival; all positions are indices of [#bytes]. A
/// folded value is one slice: the reader has overwritten the line ends of the folds with SP. Lines
/// that the profile let pass although they name no field are not counted.
public class FieldLines {

  private final HeadBuffer head;
  private final FieldIndex fields;

  FieldLines(HeadBuffer head, FieldIndex fields) {
    this.head = head;
    this.fields = fields;
  }

  /// Returns the array that holds the head. It belongs to the reader, which may replace it by a
  /// larger one while a head grows; behind the head it holds anything.
  public final byte[] bytes() {
    return head.bytes();
  }

  /// Returns the offset of `index` on the connection.
  public final long offsetOf(int index) {
    return head.offsetOf(index);
  }

  public final int fieldCount() {
    return fields.count();
  }

  public final int nameStart(int field) {
    return fields.nameStart(field);
  }

  public final int nameEnd(int field) {
    return fields.nameEnd(field);
  }

  /// Returns where the value starts, behind white space; equal to [#valueEnd] for an empty value.
  public final int valueStart(int field) {
    return fields.valueStart(field);
  }

  /// Returns where the value ends, before white space and line end.
  public final int valueEnd(int field) {
    return fields.valueEnd(field);
  }

  /// Returns where the line ends, behind its line end; folds belong to the line.
  public final int lineEnd(int field) {
    return fields.lineEnd(field);
  }

  /// Returns the first field of that name at `from` or later, in any case, or -1.
  public final int find(String name, int from) {
    for (int i = from; i < fields.count(); i++) {
      if (isNamed(i, name)) return i;
    }
    return -1;
  }

  public final boolean isNamed(int field, String name) {
    int start = nameStart(field);
    if (nameEnd(field) - start != name.length()) return false;
    for (int i = 0; i < name.length(); i++) {
      if (Scan.lowered(head.bytes()[start + i]) != Scan.lowered(name.charAt(i))) return false;
    }
    return true;
  }

  /// Returns a copy of the name as it was sent.
  public final String name(int field) {
    return text(nameStart(field), nameEnd(field));
  }

  /// Returns a copy of the value, ISO-8859-1, one SP for each fold.
  public final String value(int field) {
    return fields.value(head.bytes(), field);
  }

  /// Returns copies that outlive the reader.
  public final List<Field> copyFields() {
    return fields.copy(head);
  }

  /// Returns copies of the biggest, up to three, biggest first.
  public final List<Field> largestFields() {
    return fields.largest(head);
  }

  final String text(int from, int to) {
    return new String(head.bytes(), from, to - from, ISO_8859_1);
  }
}
