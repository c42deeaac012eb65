package dev.fivetwenty.wire;

/// How far a part of a message came with the bytes at hand.
enum Progress {
  /// Not finished, and not out of bytes either: ask again.
  ON,
  /// Out of bytes.
  MORE,
  /// Finished.
  END,
  /// Refused by the profile.
  REJECTED
}
