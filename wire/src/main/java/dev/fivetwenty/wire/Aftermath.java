package dev.fivetwenty.wire;

import java.nio.ByteBuffer;

/// What is still read of a message that was refused, so that the report can say more about it.
///
/// It decides nothing and is bounded by itself: the refusal and its offset stand before it begins.
sealed interface Aftermath permits SectionMeasure, Opening {

  /// Takes the next byte and returns whether more are wanted.
  boolean takes(byte octet);

  /// Takes from `input` what is wanted, and returns whether more is.
  default boolean takes(ByteBuffer input) {
    while (input.hasRemaining()) {
      if (!takes(input.get())) return false;
    }
    return true;
  }
}
