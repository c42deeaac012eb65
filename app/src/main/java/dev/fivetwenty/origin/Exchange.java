package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Expiry;
import dev.fivetwenty.cause.Sent;
import dev.fivetwenty.cause.Tcp;
import dev.fivetwenty.cause.Timer;
import dev.fivetwenty.cause.Use;
import dev.fivetwenty.origin.socket.SocketWatch;
import dev.fivetwenty.origin.tape.ReplyReaders;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.ResponseReader;
import dev.fivetwenty.wire.Timeouts;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One request and its reply on a connection that is up, from the first byte written until the
/// reply is whole, refused, lost or overdue. Confined to the event loop.
final class Exchange implements ReplyListener, Outgoing.Progress {

  /// After a failed write, how long the end of the reply may take to arrive: it is already there.
  private static final Duration READ_AFTER_FAILED_WRITE = Duration.ofSeconds(1);

  /// Of a reply that is refused the rest is measured for so long, however slowly it comes: the
  /// answer to whoever waits for it is known by then, and only the report gains.
  private static final Duration MEASURING = Duration.ofSeconds(1);

  /// A request up to this long fits the peer's first receive window.
  private static final int LARGE = 16 * 1024;
  /// How often the arrival of a large request is looked at within the time it has.
  private static final int ARRIVAL_LOOKS = 8;

  private static final int CONTINUE = 100;

  private final Terms terms;
  private final Timeouts timeouts;
  private final OriginConnection connection;
  private final SocketWatch watch;
  private final Recording recording;
  private final Deadlines<Timer> deadlines;
  private final Outgoing request;
  private final ReplySink sink;
  private final Done done;
  private final int exchangesBefore;
  private final long idleNanos;
  private final long rawStart;
  private long ackedBefore;
  private boolean begun;
  private boolean headSeen;
  private boolean replyEnded;
  private boolean complete;
  private boolean losing;
  private boolean tunnelled;
  private boolean tunnelEnds;
  private boolean over;
  /// What is to be done later; whatever comes last takes its place, and nothing that of a loss.
  private ScheduledFuture<?> next;

  /// Is told once how an exchange ended.
  interface Done {
    /// @param thrown by TLS or by our own code, null for nothing
    void exchanged(Ending ending, Optional<Expiry> expiry, Throwable thrown);
  }

  Exchange(
      Terms terms, OriginConnection connection, Recording recording, Outgoing request, ReplySink sink, Done done) {
    this.terms = terms;
    this.timeouts = terms.profile().timeouts();
    this.connection = connection;
    this.watch = connection.watch;
    this.recording = recording;
    this.deadlines = connection.deadlines;
    this.request = request;
    this.sink = sink;
    this.done = done;
    this.exchangesBefore = connection.exchanges();
    this.idleNanos = exchangesBefore == 0 ? 0 : connection.idleNanos();
    this.rawStart = watch.queued();
  }

  /// Starts. What came before the request answers nothing (RFC 9112 §9.2): on a kept connection it is
  /// a farewell; on a new one it is read first, since it tells who or what is there instead.
  ///
  /// @param disturbed bytes came on the connection while it was kept
  void start(ReplyReaders readers, Request expected, boolean disturbed) {
    connection.replies.begin(readers, expected, this);
    if (disturbed) endUnanswered();
    else if (watch.isInputClosed()) lost();
    else if (!connection.isForestalled()) begin();
  }

  private void begin() {
    begun = true;
    request.start(connection.channel, this);
    if (!over) sink.writable();
  }

  @Override
  public void writable() {
    sink.writable();
  }

  @Override
  public void writing() {
    if (!tunnelled) deadlines.start(Timer.WRITE, timeouts.write());
  }

  @Override
  public void written(boolean whole) {
    deadlines.stop(Timer.WRITE);
    if (!whole) {
      if (request.isExpectant()) awaitReply();
      else owesNothing();
      return;
    }
    recording.mark(Recording.Mark.WRITTEN);
    if (over) return;
    if (tunnelled) {
      if (tunnelEnds) connection.shutdownOutput();
      return;
    }
    awaitReply();
    if (request.total() > LARGE) watchArrival();
  }

  @Override
  public void writeFailed(Throwable failure) {
    deadlines.stop(Timer.WRITE);
    if (!losing) later(this::lost, READ_AFTER_FAILED_WRITE);
  }

  @Override
  public void received(ByteBuf bytes) {
    if (answersNothing()) {
      endUnanswered();
      return;
    }
    recording.received(bytes);
    if (tunnelled) return;
    if (headSeen) {
      deadlines.start(Timer.BETWEEN_BYTES, timeouts.betweenBytes());
    } else if (!deadlines.isRunning(Timer.RESPONSE_HEAD)) {
      deadlines.start(Timer.RESPONSE_HEAD, timeouts.responseHead());
    }
  }

  /// Returns whether the peer sent its first bytes before it had any of the request: the farewell of
  /// a connection that rested for too long, and the request crossed it on the way.
  private boolean answersNothing() {
    if (recording.receivedTotal() > 0 || !begun) return false;
    if (!isReused() || !OriginConnection.hasRested(idleNanos)) return false;
    watch.snapshot();
    return watch.acked(rawStart + 1) == 0;
  }

  private void endUnanswered() {
    connection.replies.rest(ReplyHandler.NOBODY);
    endLost();
  }

  /// As long as the request is not whole the peer need not say anything.
  private void owesNothing() {
    deadlines.stop(Timer.RESPONSE_HEAD);
    deadlines.stop(Timer.REQUEST_UNACKED);
  }

  @Override
  public void interimHead(ResponseReader reader) {
    if (reader.head().status() == CONTINUE) request.wanted();
    if (!request.isWhole() && !request.isExpectant()) owesNothing();
    sink.interimHead(reader.head());
  }

  @Override
  public void finalHead(ResponseReader reader) {
    headSeen = true;
    recording.mark(Recording.Mark.HEAD_END);
    recording.headEnds(reader.head().offsetOf(reader.head().end()) - reader.start());
    deadlines.stop(Timer.RESPONSE_HEAD);
    deadlines.stop(Timer.REQUEST_UNACKED);
    deadlines.start(Timer.BETWEEN_BYTES, timeouts.betweenBytes());
    sink.finalHead(reader.head());
  }

  /// From here on both sides may be silent for as long as they like.
  void tunnel() {
    tunnelled = true;
    deadlines.stopAll();
  }

  /// Shuts our side down once everything is written.
  void endTunnel() {
    tunnelEnds = true;
    if (request.isWhole()) connection.shutdownOutput();
  }

  /// Whoever takes the content is not ready for more, or is again: only a peer's silence counts.
  void heldBack(boolean held) {
    if (held) deadlines.stop(Timer.BETWEEN_BYTES);
    else if (headSeen && !over && !tunnelled) {
      deadlines.start(Timer.BETWEEN_BYTES, timeouts.betweenBytes());
    }
  }

  @Override
  public void content(ByteBuf bytes, int from, int length) {
    recording.content(from - bytes.readerIndex(), length);
    sink.content(bytes, from, length);
  }

  @Override
  public void settled() {
    recording.settle();
  }

  @Override
  public void refused() {
    request.stop();
    if (!losing) later(this::endRefused, MEASURING);
  }

  private void endRefused() {
    if (!over && !losing) endHere();
  }

  @Override
  public void ended(boolean whole) {
    replyEnded = true;
    complete = whole;
    request.stop();
    if (whole) return;
    // Of a refused message nothing more is read.
    ResponseReader reader = connection.replies.reader();
    recording.refusedAt(reader.refusedAt() - reader.start());
    endHere();
  }

  @Override
  public void drained() {
    if (replyEnded) {
      endHere();
      return;
    }
    if (!begun && !losing && !over) begin();
    sink.drained();
    if (headSeen && recording.receivedTotal() >= terms.enoughBytes()) {
      watch.snapshot();
      var expiry = new Expiry(Timer.ENOUGH, recording.elapsed());
      finish(Ending.OPEN, Optional.of(expiry), null);
    }
  }

  private void endHere() {
    if (!complete || terms.observesAll()) watch.snapshot();
    finish(watch.ending(), Optional.empty(), null);
  }

  @Override
  public void lost() {
    if (over || losing) return;
    losing = true;
    if (watch.mayBeReset() && !isStale()) settle();
    else endKnown();
  }

  /// A reset that follows a close on its heels is told only by TCP_INFO, and what is still to be read comes first.
  private void settle() {
    later(this::endLost, terms.observesAll() ? SocketWatch.SETTLED : watch.settling());
  }

  /// Returns whether a kept connection turned out closed: however that was done, the cause is the
  /// same, and at an edge somebody waits to be asked for again.
  private boolean isStale() {
    return isReused() && recording.receivedTotal() == 0 && !terms.observesAll();
  }

  private void endLost() {
    if (over) return;
    watch.snapshot();
    endKnown();
  }

  /// Ends with what is known by now.
  private void endKnown() {
    Ending ending = watch.ending();
    finish(ending == Ending.OPEN ? Ending.FIN : ending, Optional.empty(), null);
  }

  @Override
  public void failed(Throwable thrown) {
    finish(watch.ending(), Optional.empty(), thrown);
  }

  /// A timer fired. What the system knows of the connection outranks it.
  void expired(Timer timer, Duration limit) {
    if (over || losing) return;
    watch.snapshot();
    if (watch.isGone()) {
      losing = true;
      settle();
    } else if (timer != Timer.REQUEST_UNACKED || watch.acked(watch.written()) == 0) {
      finish(Ending.SILENCE, Optional.of(new Expiry(timer, limit)), null);
    }
  }

  private void awaitReply() {
    deadlines.start(Timer.REQUEST_UNACKED, timeouts.requestUnacked());
    if (!headSeen) deadlines.start(Timer.RESPONSE_HEAD, timeouts.responseHead());
  }

  /// A large request may lie in our system's buffer for long after it was written, so the wait for
  /// the reply starts anew as long as the peer acknowledges more.
  private void watchArrival() {
    if (over || losing || headSeen) return;
    long acked = watch.snapshot().map(Tcp::bytesAcked).orElse(-1L);
    if (acked > ackedBefore) {
      ackedBefore = acked;
      awaitReply();
    }
    if (watch.acked(watch.written()) == 0) {
      later(this::watchArrival, timeouts.requestUnacked().dividedBy(ARRIVAL_LOOKS));
    }
  }

  private void later(Runnable step, Duration delay) {
    forgetNext();
    next =
        connection.channel.eventLoop().schedule(
            () -> {
              try {
                step.run();
              } catch (RuntimeException e) {
                failed(e);
              }
            },
            delay.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  /// A task that nobody needs would keep an exchange in memory until its time comes, and when all
  /// fail that is a second's worth of them.
  private void forgetNext() {
    if (next != null) next.cancel(false);
    next = null;
  }

  /// Ends without telling anybody.
  void abandon() {
    over = true;
    forgetNext();
    connection.replies.rest(ReplyHandler.NOBODY);
  }

  private void finish(Ending ending, Optional<Expiry> expiry, Throwable thrown) {
    if (over) return;
    over = true;
    forgetNext();
    request.stop();
    done.exchanged(ending, expiry, thrown);
  }

  Sent sent() {
    return new Sent(
        request.total(), request.written(), watch.acked(Math.max(watch.written(), rawStart + 1)),
        watch.acked(rawStart + 1), watch.writeErrno());
  }

  private boolean isReused() {
    return exchangesBefore > 0;
  }

  Use use() {
    return isReused() ? new Use(exchangesBefore, Duration.ofNanos(idleNanos)) : Use.NEW;
  }

  /// Returns how many exchanges the connection had carried before.
  int exchangesBefore() {
    return exchangesBefore;
  }

  /// Returns whether the reply was whole by its own framing.
  boolean isComplete() {
    return complete;
  }

  /// Returns whether the connection is fit for another exchange.
  boolean leavesConnectionFit() {
    ResponseReader reader = connection.replies.reader();
    return complete
        && request.isWhole()
        && !tunnelled
        && reader.isConnectionReusable()
        && !connection.replies.isCloseNotified();
  }
}
