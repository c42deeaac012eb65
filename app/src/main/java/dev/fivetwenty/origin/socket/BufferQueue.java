package dev.fivetwenty.origin.socket;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;

/// Buffers in the order in which they came. There is hardly ever more than one at a time, so only a second takes
/// memory. Confined to one thread.
public final class BufferQueue {

  private ByteBuf first;
  /// Behind the first; null as long as there never was a second.
  private ArrayDeque<ByteBuf> more;

  public boolean isEmpty() {
    return first == null;
  }

  public void add(ByteBuf buffer) {
    if (first == null) {
      first = buffer;
      return;
    }
    if (more == null) more = new ArrayDeque<>(2);
    more.add(buffer);
  }

  /// Returns the first, which stays; null if there is none.
  public ByteBuf peek() {
    return first;
  }

  /// Takes the first; null if there is none.
  public ByteBuf poll() {
    ByteBuf taken = first;
    first = more == null ? null : more.poll();
    return taken;
  }
}
