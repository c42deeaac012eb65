package dev.fivetwenty.edge.head;

import io.netty.buffer.ByteBuf;

/// Writes what an answer says of the exchange at hand.
public interface RayText {
  /// Appends the Ray ID, a field line with that name.
  void write(byte[] name, ByteBuf out);

  /// Appends what the client is told besides, whole field lines.
  default void added(ByteBuf out) {}
}
