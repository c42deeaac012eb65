package dev.fivetwenty.edge.copy;

import java.time.Duration;
import java.util.Optional;

/// A page, or a whole route, that may be failing. While it is, visitors are let through one at a time; or
/// none is, where somebody watches for its end. Safe for all threads.
public final class Outage {

  private static final long FIRST_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();

  /// For which the one that was let through is waited for.
  private static final long UNDER_WAY_NANOS = Duration.ofSeconds(30).toNanos();

  private Failed last;
  private long interval;
  private long next;
  /// Somebody was let through, and nothing is known of it yet.
  private boolean underWay;
  private boolean watched;
  private volatile Spared spared;

  /// A visitor who got a copy.
  ///
  /// @param key    see [dev.fivetwenty.policy.alwaysonline.Asked#key]
  /// @param scheme see there, as are the next two
  /// @param inVain the origin was asked
  /// @param moment nanoseconds
  public record Spared(String key, String scheme, String host, String target, boolean inVain, long moment) {}

  /// Returns the last failure if the caller is to stay outside.
  synchronized Optional<Failed> closed(long now) {
    if (last == null) return Optional.empty();
    if (watched || now - next < 0) return Optional.of(last);
    next = now + UNDER_WAY_NANOS;
    underWay = true;
    return Optional.empty();
  }

  /// Says that nothing will be known of the one who was let through.
  synchronized void release(long now) {
    if (!underWay) return;
    underWay = false;
    next = now;
  }

  /// Somebody for whom there was nothing but the origin may have asked besides: that costs nobody a turn.
  public synchronized void failed(Failed how, long now) {
    boolean waits = last != null && !underWay && now - next < 0;
    if (waits) return;
    underWay = false;
    interval = last == null ? FIRST_NANOS : Math.min(LONGEST_NANOS, 2 * interval);
    last = how;
    next = now + interval;
  }

  synchronized void open() {
    last = null;
  }

  public synchronized boolean isOver() {
    return last == null;
  }

  /// Takes note of a visitor.
  void spared(Spared visitor) {
    spared = visitor;
  }

  /// Returns the last visitor who was spared; null before the first.
  public Spared spared() {
    return spared;
  }

  /// Returns whether somebody should begin to watch now, which is then taken for done.
  synchronized boolean beginsToBeWatched() {
    boolean begins = last != null && !watched;
    watched |= begins;
    return begins;
  }

  public synchronized boolean isWatched() {
    return watched;
  }

  /// Says that nobody watches any more: visitors find out.
  public synchronized void unwatched() {
    watched = false;
  }
}
