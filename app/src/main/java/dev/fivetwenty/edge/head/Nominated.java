package dev.fivetwenty.edge.head;

import dev.fivetwenty.wire.FieldLines;

/// The fields that `Connection` names and that so end at this hop, RFC 9110 §7.6.1.
///
/// Confined to one thread and used again. Most messages name none, which costs one look at the
/// value.
final class Nominated {

  private static final byte[] CLOSE = Octets.ascii("close");
  private static final byte[] KEEP_ALIVE = Octets.ascii("keep-alive");
  private static final byte[] UPGRADE = Octets.ascii("upgrade");

  private FieldLines lines;
  private boolean any;

  void begin(FieldLines of) {
    lines = of;
    any = false;
  }

  /// Looks at a field line that is `Connection`.
  void read(int connection) {
    byte[] bytes = lines.bytes();
    int from = lines.valueStart(connection);
    int to = lines.valueEnd(connection);
    boolean usual =
        Octets.same(bytes, from, to, KEEP_ALIVE)
            || Octets.same(bytes, from, to, CLOSE)
            || Octets.same(bytes, from, to, UPGRADE);
    any |= !usual;
  }

  /// Returns whether any name but the usual ones may be there.
  boolean any() {
    return any;
  }

  /// Returns whether some `Connection` field names `field`.
  boolean names(int field) {
    if (!any) return false;
    for (int i = lines.find("Connection", 0); i >= 0; i = lines.find("Connection", i + 1)) {
      if (names(i, field)) return true;
    }
    return false;
  }

  private boolean names(int connection, int field) {
    byte[] bytes = lines.bytes();
    int to = lines.valueEnd(connection);
    for (int at = lines.valueStart(connection); at < to; at++) {
      int end = at;
      while (end < to && bytes[end] != ',') end++;
      if (isName(bytes, at, end, field)) return true;
      at = end;
    }
    return false;
  }

  private boolean isName(byte[] bytes, int from, int to, int field) {
    int start = from;
    int end = to;
    while (start < end && isSpace(bytes[start])) start++;
    while (end > start && isSpace(bytes[end - 1])) end--;
    int name = lines.nameStart(field);
    if (end - start != lines.nameEnd(field) - name) return false;
    for (int i = 0; i < end - start; i++) {
      if (lowered(bytes[start + i]) != lowered(bytes[name + i])) return false;
    }
    return true;
  }

  private static boolean isSpace(int octet) {
    return octet == ' ' || octet == '\t';
  }

  private static int lowered(int octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
  }
}
