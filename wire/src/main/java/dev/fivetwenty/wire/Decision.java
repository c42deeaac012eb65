package dev.fivetwenty.wire;

/// What a profile says of a departure from the grammar.
public enum Decision {
  /// Taken without a word: almost every consumer does, and nothing depends on it.
  ACCEPT,
  /// Taken, recorded with its offset, counted and shown. Never an error.
  GLITCH,
  /// The message is refused at this byte.
  REJECT
}
