package dev.fivetwenty.bench.soak;

/// What a client saw of a request.
enum Seen {
  /// Nothing yet.
  NOTHING,
  /// The origin's reply with all its content.
  WHOLE,
  /// An answer of the edge that says why there is none of the origin.
  FAILED,
  /// A reply that visibly ended too early.
  CUT,
  /// The client left on purpose.
  LEFT,
  /// A reply that is whole by its framing, and is not the origin's. The worst there is.
  FALSE,
  /// The edge refused the request, although it was sound.
  REFUSED,
  /// The connection ended without a word.
  LOST,
  /// Nothing happened for a minute.
  STUCK;

  boolean isFailure() {
    return this == FAILED || this == CUT;
  }

  /// True for what no request of ours may end in.
  boolean isDefect() {
    return this == NOTHING || ordinal() >= FALSE.ordinal();
  }
}
