package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Pace;
import dev.fivetwenty.cause.Timeline;
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
  private static final int MARKS = Mark.values().length;
  private static final byte[] NONE = {};

  private final Ticker ticker;
  private Instant started;
  private long startedNanos;
  /// Nanoseconds since the start, -1 for what did not happen.
  private final long[] marks = new long[MARKS];
  private final int keepBytes;
  private byte[] received = NONE;
  private int kept;
  private long total;
  private long longestGap;

  Recording(Ticker ticker, Instant started, int keepBytes) {
    this.ticker = ticker;
    this.started = started;
    this.startedNanos = ticker.nanoTime();
    this.keepBytes = keepBytes;
    Arrays.fill(marks, -1);
  }

  /// Starts anew, before anything happened: waiting for one's turn on the loop does not count.
  void begin(Instant now) {
    started = now;
    startedNanos = ticker.nanoTime();
  }

  Duration elapsed() {
    return Duration.ofNanos(nanos());
  }

  private long nanos() {
    return ticker.nanoTime() - startedNanos;
  }

  /// Notes the time; of a moment that comes again the last counts.
  void mark(Mark mark) {
    marks[mark.ordinal()] = nanos();
  }

  boolean has(Mark mark) {
    return nanosAt(mark) >= 0;
  }

  /// Returns nanoseconds since the start, or -1.
  long nanosAt(Mark mark) {
    return marks[mark.ordinal()];
  }

  private Duration at(Mark mark) {
    return has(mark) ? Duration.ofNanos(nanosAt(mark)) : Timeline.NEVER;
  }

  void received(ByteBuf bytes) {
    long last = nanosAt(Mark.LAST_BYTE);
    long now = nanos();
    marks[Mark.LAST_BYTE.ordinal()] = now;
    if (total == 0) marks[Mark.FIRST_BYTE.ordinal()] = now;
    else longestGap = Math.max(longestGap, now - last);
    total += bytes.readableBytes();
    keep(bytes);
  }

  private void keep(ByteBuf bytes) {
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
    if (total == 0) return Optional.empty();
    long quiet = nanos() - nanosAt(Mark.LAST_BYTE);
    return Optional.of(new Pace(Duration.ofNanos(longestGap), Duration.ofNanos(quiet)));
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
