package dev.fivetwenty.wire;

/// How the peer's bytes stopped.
public enum Ending {
  /// The peer closed its side in order.
  FIN,
  /// The peer reset the connection.
  RST,
  /// The peer closed its side and then reset the connection; a plain read sees only the close.
  FIN_RST,
  /// Nothing more came and nothing was closed: a timer ended the wait.
  SILENCE,
  /// The reader had all it wanted; the peer's side was still open.
  OPEN
}
