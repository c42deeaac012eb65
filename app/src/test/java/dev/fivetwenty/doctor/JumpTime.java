package dev.fivetwenty.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Time that stands still while anybody works, and jumps to the next event once all wait.
///
/// So a minute takes a moment, and how busy the machine is changes nothing. Whoever waits on this
/// time has to run on a thread that it started.
final class JumpTime implements Timekeeper {

  /// Looks at all threads in a row that have to find none at work: one may have woken another
  /// between two looks.
  private static final int LOOKS = 4;

  private static final long BETWEEN_LOOKS_NANOS = 20_000;

  private record Event(long at, long number, Runnable what) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private final List<Thread> threads = new ArrayList<>();
  private long now;
  private long numbers;

  /// Returns what `task` returns, run on a thread of this time, which jumps until then.
  <T> T run(Supplier<T> task) {
    var result = new CompletableFuture<T>();
    start(
        "caller",
        () -> {
          try {
            result.complete(task.get());
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
        });
    int idle = 0;
    while (!result.isDone()) {
      idle = isAnyAtWork() ? 0 : idle + 1;
      if (idle >= LOOKS) jump();
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
    try {
      return result.join();
    } catch (CompletionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  @Override
  public Thread start(String name, Runnable task) {
    Thread thread = Thread.ofVirtual().name(name).unstarted(task);
    synchronized (this) {
      threads.add(thread);
    }
    thread.start();
    return thread;
  }

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public Instant now() {
    return Instant.parse("2026-11-23T12:00:00Z").plusNanos(nanos());
  }

  @Override
  public void pause(Duration pause) throws InterruptedException {
    await(new CompletableFuture<Void>(), pause);
  }

  @Override
  public <T> Optional<T> await(CompletableFuture<T> future, Duration most)
      throws InterruptedException {
    CompletableFuture<Optional<T>> first = future.thenApply(Optional::ofNullable);
    Event end = at(most, () -> first.complete(Optional.empty()));
    try {
      return first.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      forget(end);
    }
  }

  /// Returns a future that completes with `value` after `delay` of this time.
  <T> CompletableFuture<T> after(Duration delay, T value) {
    if (delay.isZero()) return CompletableFuture.completedFuture(value);
    var future = new CompletableFuture<T>();
    at(delay, () -> future.complete(value));
    return future;
  }

  private synchronized Event at(Duration delay, Runnable what) {
    var event = new Event(now + Math.max(0, delay.toNanos()), numbers++, what);
    events.add(event);
    return event;
  }

  private synchronized void forget(Event event) {
    events.remove(event);
  }

  private void jump() {
    Event next;
    synchronized (this) {
      next = events.poll();
      if (next == null) return;
      now = next.at;
    }
    next.what.run();
  }

  private synchronized boolean isAnyAtWork() {
    threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
    return threads.stream().map(Thread::getState)
        .anyMatch(state -> state != Thread.State.WAITING);
  }
}
