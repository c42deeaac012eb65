package dev.fivetwenty.edge.exchange;

import io.netty.buffer.ByteBuf;

/// Writes the Ray ID of the exchange at hand.
interface RayText {
  /// Appends a field line with that name.
  void write(byte[] name, ByteBuf out);
}
