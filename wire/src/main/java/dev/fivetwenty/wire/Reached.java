package dev.fivetwenty.wire;

/// How far into the reply a reader came. Only ever advances within one exchange, except that
/// an interim response starts a new status line.
public enum Reached {
  /// No byte at all.
  NOTHING,
  /// Only CR and LF.
  BLANK_LINES,
  STATUS_LINE,
  HEADERS,
  /// At least one interim response is complete and nothing of the next head has come.
  INTERIM,
  BODY,
  TRAILERS,
  /// The message is complete by its own framing.
  COMPLETE
}
