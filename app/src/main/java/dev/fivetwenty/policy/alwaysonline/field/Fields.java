package dev.fivetwenty.policy.alwaysonline.field;

/// The field lines of a head, as slices of its bytes. Values have no white space around them.
public interface Fields {

  byte[] bytes();

  int count();

  int nameStart(int field);

  int nameEnd(int field);

  int valueStart(int field);

  int valueEnd(int field);

  /// Returns the first field of that lower-case name at `from` or later, in any case, or -1.
  default int find(String lower, int from) {
    for (int i = from; i < count(); i++) {
      if (Slices.same(bytes(), nameStart(i), nameEnd(i), lower)) return i;
    }
    return -1;
  }

  /// Returns a copy of the value, ISO-8859-1.
  default String value(int field) {
    return Slices.text(bytes(), valueStart(field), valueEnd(field));
  }
}
