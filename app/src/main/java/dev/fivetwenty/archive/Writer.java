package dev.fivetwenty.archive;

import dev.fivetwenty.policy.alwaysonline.Copy;
import dev.fivetwenty.policy.alwaysonline.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// The virtual thread that writes, and what waits for it: bounded in bytes, so that a slow disk costs copies
/// and never memory or time of anybody else.
final class Writer {

  /// Bytes that wait at most.
  private static final long MOST_WAITING = 32 << 20;

  /// What a step counts for besides its content.
  private static final int STEP = 2048;

  /// Bytes of pieces that are not whole yet, of all drafts.
  private static final long MOST_LENT = 64 << 20;

  private final Store store;
  private final Tallies tallies;
  private final Consumer<String> notices;
  private final LinkedBlockingQueue<Step> steps = new LinkedBlockingQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong lent = new AtomicLong();
  private final Thread thread;
  private boolean complained;

  private sealed interface Step {
    record Piece(Writing of, byte[] bytes, int count) implements Step {}

    record Keep(Writing of, byte[] bytes, int count, Copy copy) implements Step {}

    record Drop(Writing of) implements Step {}

    record Remove(List<Copy> copies) implements Step {}

    record Reached(CountDownLatch latch) implements Step {}

    record Stop() implements Step {}
  }

  /// @param notices takes a line for the operator
  Writer(Store store, Tallies tallies, Consumer<String> notices) {
    this.store = store;
    this.tallies = tallies;
    this.notices = notices;
    thread = Thread.ofVirtual().name("kept copies").start(this::run);
  }

  // What others call; none of it waits.

  /// Returns whether a draft may take so much more memory, which it gives back.
  boolean lend(int bytes) {
    if (lent.addAndGet(bytes) <= MOST_LENT) return true;
    lent.addAndGet(-bytes);
    tallies.dropped(Refusal.BUSY);
    return false;
  }

  void giveBack(int bytes) {
    lent.addAndGet(-bytes);
  }

  /// Takes a piece over, and returns whether there was room for it.
  boolean take(Writing of, byte[] bytes, int count) {
    if (reserve(count)) {
      steps.add(new Step.Piece(of, bytes, count));
      return true;
    }
    tallies.dropped(Refusal.BUSY);
    return false;
  }

  void keep(Writing of, byte[] bytes, int count, Copy copy) {
    if (reserve(count)) {
      steps.add(new Step.Keep(of, bytes, count, copy));
      return;
    }
    tallies.dropped(Refusal.BUSY);
    drop(of);
  }

  private boolean reserve(int count) {
    if (waiting.addAndGet(count + STEP) <= MOST_WAITING) return true;
    waiting.addAndGet(-count - STEP);
    return false;
  }

  void drop(Writing of) {
    steps.add(new Step.Drop(of));
  }

  void remove(List<Copy> copies) {
    steps.add(new Step.Remove(copies));
  }

  void reached(CountDownLatch latch) {
    steps.add(new Step.Reached(latch));
  }

  /// Writes what waits, and ends.
  void close() {
    steps.add(new Step.Stop());
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }

  // The thread.

  private void run() {
    while (true) {
      try {
        Step step = steps.poll();
        if (step == null) {
          rest();
          step = steps.take();
        }
        if (step instanceof Step.Stop) break;
        work(step);
      } catch (IOException problem) {
        complain(problem);
      } catch (InterruptedException e) {
        break;
      }
    }
    try {
      store.close();
    } catch (IOException problem) {
      complain(problem);
    }
  }

  /// What fails is tried again after the next step, and not at once: a full disk stays full.
  private void rest() {
    try {
      store.rest();
    } catch (IOException problem) {
      complain(problem);
    }
  }

  private void work(Step step) throws IOException {
    switch (step) {
      case Step.Piece(Writing of, byte[] bytes, int count) -> {
        waiting.addAndGet(-count - STEP);
        piece(of, bytes, count);
      }
      case Step.Keep(Writing of, byte[] bytes, int count, Copy copy) -> {
        waiting.addAndGet(-count - STEP);
        kept(of, bytes, count, copy);
      }
      case Step.Drop(Writing of) -> store.abandon(of);
      case Step.Remove(List<Copy> copies) -> store.remove(copies);
      case Step.Reached(CountDownLatch latch) -> {
        try {
          store.rest();
        } finally {
          latch.countDown();
        }
      }
      case Step.Stop() -> {}
    }
  }

  private void piece(Writing of, byte[] bytes, int count) throws IOException {
    if (of.hasFailed()) return;
    try {
      store.write(of, bytes, count);
    } catch (IOException e) {
      of.fail();
      tallies.dropped(Refusal.DISK);
      store.abandon(of);
      throw e;
    }
  }

  private void kept(Writing of, byte[] bytes, int count, Copy copy) throws IOException {
    if (of.hasFailed()) return;
    try {
      if (store.keep(of, bytes, count, copy)) tallies.kept.increment();
      else tallies.dropped(Refusal.CODING);
      complained = false;
    } catch (IOException e) {
      tallies.dropped(Refusal.DISK);
      store.abandon(of);
      throw e;
    }
  }

  /// Says it once until something could be kept again: a full disk fails many times.
  private void complain(IOException problem) {
    if (complained) return;
    complained = true;
    notices.accept("kept copies: the disk refused one, the edge goes on without: " + problem);
  }
}
