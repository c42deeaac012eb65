package dev.fivetwenty.wire;

/// Who is told of a broken rule, and says whether reading may go on.
interface Tolerance {
  /// `at` is the index of the first offending byte in the head being read.
  boolean allows(Rule rule, int at);

  /// The same for bytes that are kept nowhere.
  interface ByOffset {
    /// `octet` is the first offending byte, -1 where the input ended instead.
    boolean allows(Rule rule, long offset, int octet);

    /// True if the rule alone decides that nothing more is read.
    boolean refuses(Rule rule);
  }
}
