package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Pace;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// When things happened in one attempt, and the first reply bytes. Confined to the event loop.
final class Recording {

  /// A moment of the [Timeline].
  enum Mark {
    RESOLVED, CONNECTED, TLS, WRITTEN, FIRST_BYTE, HEAD_END, LAST_BYTE, CLOSED
  }

  private static final int FIRST_ROOM = 2048;

  private final Ticker ticker;
  private final Instant started;
  private final long startedNanos;
  private final Duration[] marks = new Duration[Mark.values().length];
  private final int keepBytes;
  private byte[] received = {};
  private int kept;
  private long total;
  private Duration longestGap = Duration.ZERO;

  Recording(Ticker ticker, Instant started, int keepBytes) {
    this.ticker = ticker;
    this.started = started;
    this.startedNanos = ticker.nanoTime();
    this.keepBytes = keepBytes;
    Arrays.fill(marks, Timeline.NEVER);
  }

  Duration elapsed() {
    return Duration.ofNanos(ticker.nanoTime() - startedNanos);
  }

  /// Notes the time; of a moment that comes again the last counts.
  void mark(Mark mark) {
    marks[mark.ordinal()] = elapsed();
  }

  boolean has(Mark mark) {
    return !at(mark).isNegative();
  }

  private Duration at(Mark mark) {
    return marks[mark.ordinal()];
  }

  void received(ByteBuf bytes) {
    Duration last = at(Mark.LAST_BYTE);
    mark(Mark.LAST_BYTE);
    if (total == 0) {
      marks[Mark.FIRST_BYTE.ordinal()] = at(Mark.LAST_BYTE);
    } else {
      Duration gap = at(Mark.LAST_BYTE).minus(last);
      if (gap.compareTo(longestGap) > 0) longestGap = gap;
    }
    total += bytes.readableBytes();
    int take = Math.min(bytes.readableBytes(), keepBytes - kept);
    if (take <= 0) return;
    if (kept + take > received.length) {
      long wanted = Math.max(Math.max(FIRST_ROOM, kept + take), 2L * received.length);
      received = Arrays.copyOf(received, (int) Math.min(wanted, keepBytes));
    }
    bytes.getBytes(bytes.readerIndex(), received, kept, take);
    kept += take;
  }

  byte[] received() {
    return Arrays.copyOf(received, kept);
  }

  long receivedTotal() {
    return total;
  }

  /// Returns how the reply was spread over time up to now, if there was one.
  Optional<Pace> pace() {
    return total == 0
        ? Optional.empty()
        : Optional.of(new Pace(longestGap, elapsed().minus(at(Mark.LAST_BYTE))));
  }

  Instant started() {
    return started;
  }

  Timeline timeline() {
    return new Timeline(
        started,
        at(Mark.RESOLVED),
        at(Mark.CONNECTED),
        at(Mark.TLS),
        at(Mark.WRITTEN),
        at(Mark.FIRST_BYTE),
        at(Mark.HEAD_END),
        at(Mark.LAST_BYTE),
        at(Mark.CLOSED));
  }
}
