package dev.fivetwenty.incident.ledger;

/// How a row is packed into two numbers.
final class Row {

  static final int BYTES = 16;

  /// The kind of a row that follows that of an exchange and has its group as the key; the other kinds
  /// are the ordinals of a [dev.fivetwenty.incident.Fate].
  static final int GROUP = 15;

  private static final int KIND_SHIFT = 20;
  private static final int CAUSE_SHIFT = 10;
  private static final int TEN_BITS = (1 << 10) - 1;
  private static final int SUM_SHIFT = 24;

  /// Makes the sum of a row of zeroes another than zero.
  private static final long SALT = 0x9e3779b97f4a7c15L;

  /// @param cause number of its slug from 1; 0 for none
  static int low(int kind, int cause, int status) {
    return kind << KIND_SHIFT | (cause & TEN_BITS) << CAUSE_SHIFT | status & TEN_BITS;
  }

  /// Returns what stands behind the key.
  ///
  /// @param offset milliseconds after the base of the segment
  /// @param low    kind, cause and status
  static long pack(long key, int offset, int low) {
    return (long) offset << 32 | (long) sum(key, offset, low) << SUM_SHIFT | low;
  }

  /// Returns whether a row was written as a whole.
  static boolean isWhole(long key, long rest) {
    int low = (int) rest & (1 << SUM_SHIFT) - 1;
    return sum(key, offset(rest), low) == (rest >>> SUM_SHIFT & 0xFF);
  }

  private static int sum(long key, int offset, int low) {
    return (int) (LedgerKey.mix(key + SALT ^ ((long) offset << 32 | low)) >>> 56);
  }

  static int offset(long rest) {
    return (int) (rest >>> 32);
  }

  static int kind(long rest) {
    return (int) (rest >>> KIND_SHIFT) & 15;
  }

  static int cause(long rest) {
    return (int) (rest >>> CAUSE_SHIFT) & TEN_BITS;
  }

  static int status(long rest) {
    return (int) rest & TEN_BITS;
  }

  private Row() {}
}
