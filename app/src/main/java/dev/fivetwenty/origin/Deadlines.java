package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Timer;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// The running timers of one attempt, at most one of each name. Confined to the event loop.
final class Deadlines {

  private final EventLoop loop;
  private final BiConsumer<Timer, Duration> expired;
  private final Map<Timer, ScheduledFuture<?>> running = new EnumMap<>(Timer.class);
  private long touched;

  Deadlines(EventLoop loop, BiConsumer<Timer, Duration> expired) {
    this.loop = loop;
    this.expired = expired;
  }

  void start(Timer timer, Duration limit) {
    stop(timer);
    running.put(timer, schedule(() -> fire(timer, limit), limit.toNanos()));
  }

  /// Starts, or restarts, a timer that often restarts: a restart only notes the time.
  void touch(Timer timer, Duration limit) {
    touched = loop.ticker().nanoTime();
    if (!running.containsKey(timer)) {
      running.put(timer, schedule(() -> fireIfUntouched(timer, limit), limit.toNanos()));
    }
  }

  void stop(Timer timer) {
    ScheduledFuture<?> future = running.remove(timer);
    if (future != null) future.cancel(false);
  }

  boolean isRunning(Timer timer) {
    return running.containsKey(timer);
  }

  void stopAll() {
    running.values().forEach(future -> future.cancel(false));
    running.clear();
  }

  private void fire(Timer timer, Duration limit) {
    running.remove(timer);
    expired.accept(timer, limit);
  }

  private void fireIfUntouched(Timer timer, Duration limit) {
    long left = touched + limit.toNanos() - loop.ticker().nanoTime();
    if (left <= 0) {
      fire(timer, limit);
    } else {
      running.put(timer, schedule(() -> fireIfUntouched(timer, limit), left));
    }
  }

  private ScheduledFuture<?> schedule(Runnable task, long nanos) {
    return loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }
}
