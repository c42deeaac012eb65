package dev.fivetwenty.counterexample.edge;

import java.util.concurrent.ArrayBlockingQueue;

/// Breaks a rule on purpose: an event loop that waits, on a queue and asleep.
public final class WaitsOnQueue {
  private final ArrayBlockingQueue<String> queue = new ArrayBlockingQueue<>(1);

  String next() throws InterruptedException {
    Thread.sleep(1);
    return queue.take();
  }
}
