package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Connect;
import dev.fivetwenty.cause.Expiry;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Resolution;
import dev.fivetwenty.cause.Sent;
import dev.fivetwenty.cause.Timer;
import dev.fivetwenty.cause.Use;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.WireReport;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// One attempt from its order to its result: opens a connection or takes a kept one, has the
/// [Exchange] made, and says what was observed. Confined to the event loop.
final class AttemptRun {

  private static final List<String> UNOBSERVED_WITHOUT_NATIVES =
      List.of(
          "error numbers of the operating system",
          "whether the peer's TCP acknowledged the request",
          "a reset that follows a close");

  private final Loop loop;
  private final AttemptOrder order;
  private final CompletableFuture<Attempt> result;
  private final Recording recording;
  private final Deadlines deadlines;
  private Opening opening;
  private OriginConnection connection;
  private Exchange exchange;
  private boolean over;

  AttemptRun(Loop loop, AttemptOrder order, CompletableFuture<Attempt> result) {
    this.loop = loop;
    this.order = order;
    this.result = result;
    this.recording =
        new Recording(loop.events().ticker(), loop.wall().instant(), order.keepBytes());
    this.deadlines =
        new Deadlines(
            loop.events(), (timer, limit) -> guarded(() -> expired(timer, limit)));
  }

  /// Makes the attempt on a connection of its own.
  ///
  /// @param resolution already known, or empty for a name to ask DNS for
  /// @param tls        null for a plain connection
  void open(Optional<Resolution> resolution, TlsSetup tls) {
    guarded(
        () -> {
          deadlines.start(Timer.TOTAL, order.total());
          opening = new Opening(loop, order, tls, recording, deadlines, this::guarded, this::opened);
          opening.start(resolution);
        });
  }

  private void opened(Optional<OriginConnection> up) {
    if (up.isPresent()) converse(up.get(), Optional.empty());
    else finish(opening.ending(), opening.expiry(), Optional.empty());
  }

  /// Makes the attempt on a connection that was kept.
  ///
  /// @param early what came on it before the request
  void reuse(OriginConnection kept, Optional<ByteBuf> early) {
    guarded(
        () -> {
          deadlines.start(Timer.TOTAL, order.total());
          converse(kept, early);
        });
  }

  private void converse(OriginConnection up, Optional<ByteBuf> early) {
    connection = up;
    exchange = new Exchange(order, up, recording, deadlines, this::exchanged);
    exchange.start(early);
  }

  private void exchanged(Exchange.Outcome outcome) {
    finish(outcome.ending(), outcome.expiry(), outcome.thrown());
  }

  /// Ends the attempt with what was seen so far.
  void endEarly() {
    guarded(() -> finish(Ending.OPEN, Optional.empty(), Optional.empty()));
  }

  private void expired(Timer timer, Duration limit) {
    if (exchange != null) exchange.expired(timer, limit);
    else opening.expired(timer, limit);
  }

  /// Runs a step so that an exception of our own ends the attempt and nothing else.
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      finish(Ending.OPEN, Optional.empty(), Optional.of(e));
    }
  }

  private void finish(Ending ending, Optional<Expiry> expiry, Optional<Throwable> thrown) {
    if (over) return;
    over = true;
    deadlines.stopAll();
    Attempt attempt;
    try {
      attempt = conclude(ending, expiry, thrown);
    } catch (RuntimeException e) {
      close();
      result.completeExceptionally(e);
      return;
    }
    result.complete(attempt);
  }

  private Attempt conclude(Ending ending, Optional<Expiry> expiry, Optional<Throwable> thrown) {
    Observation seen = observation(ending, expiry, thrown);
    Optional<KeptConnection> kept = keepable(seen) ? Optional.of(keep()) : Optional.empty();
    if (kept.isEmpty()) close();
    return new Attempt(
        order,
        seen,
        Judging.judge(order.profile(), seen),
        recording.timeline(),
        Arrays.copyOf(
            order.request(), (int) Math.min(seen.sent().written(), order.keepBytes())),
        recording.received(),
        recording.receivedTotal(),
        loop.transport().name(),
        kept);
  }

  private Observation observation(
      Ending ending, Optional<Expiry> expiry, Optional<Throwable> thrown) {
    Optional<SocketWatch> watch =
        connection != null
            ? Optional.of(connection.watch)
            : Optional.ofNullable(opening).flatMap(Opening::watch);
    Optional<WireReport> reply = Optional.ofNullable(exchange).map(e -> e.report(ending));
    var late = TlsLate.of(thrown);
    return new Observation(
        resolution(),
        connect(),
        handshake(),
        exchange == null ? Use.NEW : exchange.use(),
        exchange == null ? new Sent(order.request().length, 0, -1, -1, 0) : exchange.sent(),
        reply,
        ending,
        watch.map(SocketWatch::readErrno).orElse(0),
        late.alert(),
        late.recordError(),
        connection == null || connection.isCloseNotified(),
        expiry,
        watch.flatMap(SocketWatch::tcp),
        late.defect(),
        loop.transport().isNative() ? List.of() : UNOBSERVED_WITHOUT_NATIVES,
        Optional.of(recording.started()),
        recording.pace());
  }

  private Optional<Resolution> resolution() {
    return connection != null
        ? Optional.of(connection.resolution)
        : Optional.ofNullable(opening).flatMap(Opening::resolution);
  }

  private Optional<Connect> connect() {
    return connection != null
        ? Optional.of(connection.connect)
        : Optional.ofNullable(opening).flatMap(Opening::connect);
  }

  private Optional<Handshake> handshake() {
    return connection != null
        ? connection.handshake
        : Optional.ofNullable(opening).flatMap(Opening::handshake);
  }

  private boolean keepable(Observation seen) {
    return order.keepOpen()
        && seen.ending() == Ending.OPEN
        && !connection.replies.isCloseNotified()
        && exchange != null
        && exchange.isComplete()
        && exchange.isRequestWhole()
        && seen.reply().filter(r -> r.keepAlive() && r.excessBytes() == 0).isPresent();
  }

  private KeptConnection keep() {
    connection.exchangeEnded();
    return new IdleConnection(loop, connection);
  }

  private void close() {
    if (connection != null) connection.channel.close();
    else if (opening != null) opening.close();
    recording.mark(Recording.Mark.CLOSED);
  }
}
