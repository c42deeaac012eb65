package dev.fivetwenty.wire;

/// Whether, after a departure from the grammar, a reader can still tell where the message ends.
public enum Boundary {
  /// The end of the message is still known; the connection may even be used again.
  KNOWN,
  /// Nobody can say which bytes belong to this message; the connection must be closed.
  LOST
}
