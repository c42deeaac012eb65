package dev.fivetwenty.wire;

/// What is still read of a message that was refused, so that the report can say more about it.
///
/// It decides nothing and is bounded by itself: the refusal and its offset stand before it begins.
sealed interface Aftermath permits SectionMeasure, Opening {

  /// Takes the next byte and returns whether more are wanted.
  boolean takes(byte octet);
}
