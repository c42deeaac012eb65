package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Pace;
import dev.fivetwenty.cause.Timeline;
import dev.fivetwenty.origin.tape.Tape;
import dev.fivetwenty.origin.tape.Tapes;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// When things happened in one attempt, and the reply's bytes, as far as a [Tape] remembers them.
/// Confined to the event loop.
final class Recording {

  /// A moment of the [Timeline].
  enum Mark {
    RESOLVED, CONNECTED, TLS, WRITTEN, FIRST_BYTE, HEAD_END, LAST_BYTE, CLOSED
  }

  private static final int MARKS = Mark.values().length;

  private final Ticker ticker;
  private Instant started;
  private long startedNanos;
  /// Nanoseconds since the start, -1 for what did not happen.
  private final long[] marks = new long[MARKS];
  /// Null where nobody will ask for bytes.
  private final Tapes tapes;
  /// Lent when the first byte comes.
  private Tape tape;
  /// Being read: how much of it is worth remembering is known when that is done.
  private ByteBuf pending;
  private long total;
  private long longestGap;

  Recording(Ticker ticker, Instant started, Tapes tapes) {
    this.ticker = ticker;
    this.started = started;
    this.startedNanos = ticker.nanoTime();
    this.tapes = tapes;
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

  /// Notes bytes that are about to be read; [#settle] follows.
  void received(ByteBuf bytes) {
    long last = nanosAt(Mark.LAST_BYTE);
    long now = nanos();
    marks[Mark.LAST_BYTE.ordinal()] = now;
    if (total == 0) begins(now);
    else longestGap = Math.max(longestGap, now - last);
    total += bytes.readableBytes();
    pending = bytes;
  }

  private void begins(long now) {
    marks[Mark.FIRST_BYTE.ordinal()] = now;
    if (tapes != null) tape = tapes.take();
  }

  /// Remembers the bytes that were read last.
  void settle() {
    if (pending != null && tape != null) tape.add(pending);
    pending = null;
  }

  /// @param end offset behind the head, from the reply's first byte
  void headEnds(long end) {
    if (tape != null) tape.headEnds(end);
  }

  /// @param from index in the bytes that are being read
  void content(int from, int length) {
    if (tape == null || pending == null) return;
    long offset = total - pending.readableBytes() + from;
    tape.content(offset, offset + length);
  }

  /// @param offset of the refused byte, from the reply's first byte
  void refusedAt(long offset) {
    if (tape != null) tape.endsAt(offset + Tapes.BEHIND_FAULT);
  }

  /// Returns the tape, up to date; null where nothing is remembered.
  Tape tape() {
    settle();
    return tape;
  }

  byte[] firstBytes() {
    return tape() == null ? new byte[0] : tape.first();
  }

  /// Remembers nothing any more.
  void giveTapeBack() {
    if (tape != null) tapes.giveBack(tape);
    tape = null;
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
