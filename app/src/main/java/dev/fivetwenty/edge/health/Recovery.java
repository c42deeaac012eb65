package dev.fivetwenty.edge.health;

import dev.fivetwenty.edge.copy.Outage;
import dev.fivetwenty.edge.copy.Outage.Spared;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Has an outage looked into, again and again, as long as visitors want to know: at steps that grow to half
/// a second, so that a page is back within a second. Confined to its event loop.
///
/// A step does not wait for what came of the one before: the one may be lost in a network where the next one finds
/// its way.
final class Recovery {

  private static final long FIRST_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LONGEST_NANOS = Duration.ofMillis(500).toNanos();

  /// For which the whole route is watched though no visitor comes. A page is not: there are many, and one visitor who
  /// has to find out by himself costs the origin less.
  private static final long LINGER_NANOS = Duration.ofMinutes(1).toNanos();

  private final EventLoop events;
  private final Outage outage;
  private final boolean wide;
  private final Asking asking;
  private long step = FIRST_NANOS;
  private long asked;

  /// Asks the origins.
  interface Asking {

    /// Asks for what a visitor wanted; returns whether that can still be asked for.
    boolean ask(Spared wanted);

    /// Wants to know no more.
    void end();
  }

  /// @param wide the whole route is out
  Recovery(EventLoop events, Outage outage, boolean wide, Asking asking) {
    this.events = events;
    this.outage = outage;
    this.wide = wide;
    this.asking = asking;
  }

  void start() {
    asked = now();
    next();
  }

  private void next() {
    events.schedule(this::step, step, TimeUnit.NANOSECONDS);
    step = Math.min(LONGEST_NANOS, 2 * step);
  }

  private void step() {
    Spared visitor = outage.spared();
    boolean isWanted = visitor.moment() - asked > (wide ? -LINGER_NANOS : 0);
    if (outage.isOver() || !isWanted || !asking.ask(visitor)) {
      end();
      return;
    }
    asked = now();
    next();
  }

  private void end() {
    outage.unwatched(now());
    asking.end();
  }

  private long now() {
    return events.ticker().nanoTime();
  }
}
