package dev.fivetwenty.edge.health;

import dev.fivetwenty.edge.copy.Outage;
import dev.fivetwenty.edge.copy.Outage.Spared;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Has an outage looked into, again and again, as long as visitors want to know: at steps that grow to half
/// a second, so that a page is back within a second. A single page is asked for no more often than visitors want
/// it, for there may be many. Confined to its event loop.
///
/// When no visitor has come for a while, the next one finds out by himself. For a whole route somebody asks now and then
/// all the same, so that its owner learns when it is back.
///
/// A step does not wait for what came of the one before: the one may be lost in a network where the next one finds
/// its way.
final class Recovery {

  private static final long FIRST_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LONGEST_NANOS = Duration.ofMillis(500).toNanos();

  private static final long QUIET_NANOS = Duration.ofSeconds(30).toNanos();

  /// For which the whole route is watched for visitors though none comes.
  private static final long ROUTE_NANOS = Duration.ofMinutes(1).toNanos();
  /// For which a page is. Later the visitor has to ask, for nobody knows how it has been since.
  private static final long PAGE_NANOS = Duration.ofSeconds(1).toNanos();

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
    // Who asked in vain knows how it is; who was spared wants to know.
    asked = now() - (outage.spared().inVain() ? 0 : step);
    next();
  }

  private void next() {
    events.schedule(this::step, step, TimeUnit.NANOSECONDS);
    step = Math.min(LONGEST_NANOS, 2 * step);
  }

  private void step() {
    Spared visitor = outage.spared();
    boolean isQuiet = now() - visitor.moment() > (wide ? ROUTE_NANOS : PAGE_NANOS);
    if (outage.isOver() || isQuiet && !wide || !isKnown(visitor)) {
      outage.unwatched();
      asking.end();
    } else if (isQuiet) {
      outage.unwatched();
      events.schedule(this::quietStep, QUIET_NANOS, TimeUnit.NANOSECONDS);
    } else {
      next();
    }
  }

  /// Of visitors, the next one finds out; whoever is spared then has another one ask.
  private void quietStep() {
    if (outage.isOver() || outage.isWatched() || !asking.ask(outage.spared())) asking.end();
    else events.schedule(this::quietStep, QUIET_NANOS, TimeUnit.NANOSECONDS);
  }

  /// Returns whether there still is somebody to ask.
  private boolean isKnown(Spared visitor) {
    if (!wide && visitor.moment() - asked <= 0) return true;
    asked = now();
    return asking.ask(visitor);
  }

  private long now() {
    return events.ticker().nanoTime();
  }
}
