package dev.fivetwenty.origin;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// Timers of one connection or attempt, at most one of each name. Confined to the event loop.
///
/// To start or stop a timer only notes a time: one task of the loop stands for all of them and looks,
/// when it runs, which are due. A connection that is always busy so costs the loop one task per
/// timeout, not one per exchange.
public final class Deadlines<T extends Enum<T>> {

  private static final long NEVER = Long.MAX_VALUE;

  private final EventLoop loop;
  private final T[] timers;
  private final long[] due;
  /// In nanoseconds.
  private final long[] limits;
  private Alarm<T> alarm;
  private ScheduledFuture<?> task;
  private long taskAt = NEVER;

  /// Is told of a timer whose time is over, on the loop.
  @FunctionalInterface
  public interface Alarm<T> {
    void expired(T timer, Duration limit);
  }

  public Deadlines(EventLoop loop, Class<T> names, Alarm<T> alarm) {
    this.loop = loop;
    this.alarm = alarm;
    timers = names.getEnumConstants();
    limits = new long[timers.length];
    due = new long[timers.length];
    Arrays.fill(due, NEVER);
  }

  /// Tells somebody else from now on.
  void tell(Alarm<T> other) {
    alarm = other;
  }

  /// Starts, or starts again, a timer.
  public void start(T timer, Duration limit) {
    long nanos = limit.toNanos();
    long at = now() + nanos;
    due[timer.ordinal()] = at;
    limits[timer.ordinal()] = nanos;
    if (at < taskAt) schedule(at);
  }

  public void stop(T timer) {
    due[timer.ordinal()] = NEVER;
  }

  public boolean isRunning(T timer) {
    return due[timer.ordinal()] != NEVER;
  }

  public void stopAll() {
    Arrays.fill(due, NEVER);
  }

  /// Stops all timers and leaves nothing behind on the loop.
  public void close() {
    stopAll();
    if (task != null) task.cancel(false);
    task = null;
    taskAt = NEVER;
  }

  private void schedule(long at) {
    if (task != null) task.cancel(false);
    taskAt = at;
    task = loop.schedule(this::look, Math.max(0, at - now()), TimeUnit.NANOSECONDS);
  }

  private void look() {
    task = null;
    taskAt = NEVER;
    long now = now();
    for (int i = 0; i < due.length; i++) {
      if (due[i] > now) continue;
      due[i] = NEVER;
      alarm.expired(timers[i], Duration.ofNanos(limits[i]));
    }
    long next = NEVER;
    for (long at : due) next = Math.min(next, at);
    if (next < taskAt) schedule(next);
  }

  private long now() {
    return loop.ticker().nanoTime();
  }
}
