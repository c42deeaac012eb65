package dev.fivetwenty.origin.tcp;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;
import java.util.Queue;

/// What the sockets of an event loop do one after another, once the loop has heard all it was told at
/// a time: first each is read, then what came is handed on, then what that led to is sent.
///
/// So each of the three finds itself in the cache, and a peer that one send has woken is still awake
/// at the next. Only small things wait for their turn. Confined to the loop.
final class Round {

  /// What is larger is best used while it is in the cache itself.
  static final int SMALL = 8 * 1024;

  /// The rounds of one loop.
  ///
  /// @param handing hands on what was read
  /// @param sending sends what was flushed
  record Both(Round handing, Round sending) {

    private static final FastThreadLocal<Both> OF_LOOP = new FastThreadLocal<>();

    /// Returns those of a loop, on its thread.
    static Both of(EventLoop loop) {
      Both there = OF_LOOP.get();
      if (there == null) OF_LOOP.set(there = new Both(new Round(loop), new Round(loop)));
      return there;
    }
  }

  private final EventLoop loop;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final Runnable turns = this::take;
  private boolean isDue;

  private Round(EventLoop loop) {
    this.loop = loop;
  }

  void add(Runnable turn) {
    waiting.add(turn);
    if (!isDue) schedule();
  }

  private void schedule() {
    isDue = true;
    loop.execute(turns);
  }

  /// What joins meanwhile has its turn in another round: it could go on without end.
  private void take() {
    isDue = false;
    int left = waiting.size();
    try {
      for (; left > 0; left--) waiting.remove().run();
    } finally {
      // A turn that went wrong costs the others nothing.
      if (left > 1 && !isDue) schedule();
    }
  }
}
