package dev.fivetwenty.incident.ledger;

import java.nio.ByteBuffer;

/// Rows on their way from the recorder's thread to the file: three numbers each, not packed yet.
final class Part {

  static final int ROWS = 4096;

  private static final int NUMBERS = 3;

  private final long[] numbers = new long[NUMBERS * ROWS];
  private int rows;

  boolean isEmpty() {
    return rows == 0;
  }

  int rows() {
    return rows;
  }

  /// Returns of how many exchanges the rows are: some have a second one, of their group.
  int exchanges() {
    int exchanges = 0;
    for (int at = 0; at < NUMBERS * rows; at += NUMBERS) {
      if (Row.kind(numbers[at + 2]) != Row.GROUP) exchanges++;
    }
    return exchanges;
  }

  boolean hasRoomFor(int more) {
    return rows + more <= ROWS;
  }

  /// @param low what [Row#low] makes of kind, cause and status
  void add(long key, long millis, int low) {
    int at = NUMBERS * rows++;
    numbers[at] = key;
    numbers[at + 1] = millis;
    numbers[at + 2] = low;
  }

  void clear() {
    rows = 0;
  }

  long millis(int row) {
    return numbers[NUMBERS * row + 1];
  }

  /// Packs a row, with its time as that after `base`.
  void pack(int row, long base, ByteBuffer to) {
    int at = NUMBERS * row;
    long key = numbers[at];
    to.putLong(key).putLong(Row.pack(key, (int) (numbers[at + 1] - base), (int) numbers[at + 2]));
  }
}
