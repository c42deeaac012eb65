package dev.fivetwenty.wire;

import java.util.List;

/// How large a header section is, as far as it is known.
///
/// @param bytes   of the field lines so far
/// @param largest up to three, biggest first, the earlier one first among equals
/// @param isWhole the section was read to its empty line; else more may have followed
record SectionSize(int bytes, int fields, List<Field> largest, boolean isWhole) {

  static final SectionSize NONE = new SectionSize(0, 0, List.of(), false);

  SectionSize {
    largest = List.copyOf(largest);
  }
}
