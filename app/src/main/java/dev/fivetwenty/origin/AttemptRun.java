package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Connect;
import dev.fivetwenty.cause.Expiry;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Resolution;
import dev.fivetwenty.cause.Sent;
import dev.fivetwenty.cause.Timer;
import dev.fivetwenty.cause.Use;
import dev.fivetwenty.origin.name.Names;
import dev.fivetwenty.origin.socket.SocketWatch;
import dev.fivetwenty.origin.tape.ReplyReaders;
import dev.fivetwenty.origin.tape.Tapes;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.WireReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One attempt from its first step to its end: opens a connection or takes a kept one, has the
/// [Exchange] made, and can then say what was observed. Confined to the event loop.
///
/// The edge and the doctor both come this way; they differ in where the request comes from
/// ([Outgoing]), where the reply goes ([ReplySink]) and what becomes of the connection ([End]).
final class AttemptRun implements Exchange.Done, Deadlines.Alarm<Timer> {

  /// For a connection that rests, whose timers have stopped: it may be the last to hold this attempt.
  private static final Deadlines.Alarm<Timer> NOBODY = (timer, limit) -> {};

  private static final List<String> UNOBSERVED_WITHOUT_NATIVES =
      List.of(
          "error numbers of the operating system",
          "whether the peer's TCP acknowledged the request",
          "a reset that follows a close");

  private static final List<String> UNOBSERVED_ON_UNIX_SOCKETS =
      List.of("whether the peer received the request", "a reset that follows a close");

  /// Is told once that an attempt is over, and then decides about the connection: to [#take] it or
  /// to [#close] it.
  interface End {
    void ended(AttemptRun run);

    /// A new connection is up.
    default void connected() {}
  }

  private final Loop loop;
  private final Terms terms;
  private final Request expected;
  private final Outgoing request;
  private final ReplySink sink;
  private final End end;
  private final ReplyReaders readers;
  private final Recording recording;
  private Deadlines<Timer> deadlines;
  private Opening opening;
  private OriginConnection connection;
  private Exchange exchange;
  private boolean over;
  private boolean observed;
  private Ending ending = Ending.OPEN;
  private Optional<Expiry> expiry = Optional.empty();
  private Optional<Throwable> thrown = Optional.empty();

  /// @param readers of replies by the profile of `terms`
  /// @param tapes   remember the reply's bytes; null for nothing
  AttemptRun(
      Loop loop, Terms terms, Request expected, Outgoing request, ReplySink sink, End end,
      ReplyReaders readers, Tapes tapes) {
    this.loop = loop;
    this.terms = terms;
    this.expected = expected;
    this.request = request;
    this.sink = sink;
    this.end = end;
    this.readers = readers;
    this.recording = new Recording(loop.events().ticker(), loop.wall().instant(), tapes);
  }

  /// Says that the loop has come to it, so that the time runs from here.
  void begin() {
    recording.begin(loop.wall().instant());
  }

  /// Makes the attempt on a connection of its own.
  ///
  void open(Names names) {
    deadlines = new Deadlines<>(loop.events(), Timer.class, this);
    opening = new Opening(loop, terms, names, recording, deadlines, this::guarded, this::opened);
    guarded(
        () -> {
          terms.total().ifPresent(limit -> deadlines.start(Timer.TOTAL, limit));
          opening.start();
        });
  }

  private void opened(Optional<OriginConnection> up) {
    if (up.isEmpty()) {
      finish(opening.ending(), opening.expiry(), null);
      return;
    }
    end.connected();
    converse(up.get(), false);
  }

  /// Makes the attempt on a connection that was kept.
  ///
  /// @param disturbed bytes came on it while nothing was asked
  void reuse(OriginConnection kept, boolean disturbed) {
    try {
      deadlines = kept.deadlines;
      deadlines.tell(this);
      if (terms.total().isPresent()) deadlines.start(Timer.TOTAL, terms.total().get());
      converse(kept, disturbed);
    } catch (RuntimeException e) {
      finish(Ending.OPEN, Optional.empty(), e);
    }
  }

  private void converse(OriginConnection up, boolean disturbed) {
    connection = up;
    exchange = new Exchange(terms, up, recording, request, sink, this);
    exchange.start(readers, expected, disturbed);
  }

  @Override
  public void exchanged(Ending how, Optional<Expiry> timer, Throwable failure) {
    finish(how, timer, failure);
  }

  /// Ends the attempt with what was seen so far.
  void endEarly() {
    finish(Ending.OPEN, Optional.empty(), null);
  }

  /// Ends the attempt without telling anybody, because nobody wants it any more.
  void abandon() {
    over = true;
    request.stop();
    if (exchange != null) exchange.abandon();
    close();
  }

  @Override
  public void expired(Timer timer, Duration limit) {
    guarded(
        () -> {
          if (exchange != null) exchange.expired(timer, limit);
          else opening.expired(timer, limit);
        });
  }

  /// Runs a step so that an exception of our own ends the attempt and nothing else.
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      finish(Ending.OPEN, Optional.empty(), e);
    }
  }

  private void finish(Ending how, Optional<Expiry> timer, Throwable failure) {
    if (over) return;
    over = true;
    request.stop();
    if (deadlines != null) deadlines.stopAll();
    ending = how;
    expiry = timer;
    thrown = Optional.ofNullable(failure);
    end.ended(this);
  }

  /// Returns whether the reply was whole and nothing in it worth a remark, so that there is nothing
  /// to judge.
  boolean isFlawless() {
    return exchange != null
        && exchange.isComplete()
        && expiry.isEmpty()
        && thrown.isEmpty()
        && connection.replies.reader().violationCount() == 0;
  }

  /// Returns what was seen, while the connection is open or after it was closed by [#close].
  Observation observation() {
    observed = true;
    Optional<SocketWatch> watch =
        connection != null
            ? Optional.of(connection.watch)
            : Optional.ofNullable(opening).flatMap(Opening::watch);
    Optional<WireReport> reply =
        Optional.ofNullable(exchange).map(_ -> connection.replies.reader().end(ending));
    var late = TlsLate.of(thrown);
    return new Observation(
        resolution(),
        connect(),
        handshake(),
        exchange == null ? Use.NEW : exchange.use(),
        exchange == null ? new Sent(request.total(), 0, -1, -1, 0) : exchange.sent(),
        reply,
        ending,
        watch.map(SocketWatch::readErrno).orElse(0),
        late.alert(),
        late.recordError(),
        connection == null || connection.isCloseNotified(),
        expiry,
        watch.flatMap(SocketWatch::tcp),
        late.defect(),
        unobserved(),
        Optional.of(recording.started()),
        recording.pace());
  }

  private List<String> unobserved() {
    if (!loop.transport().isNative()) return UNOBSERVED_WITHOUT_NATIVES;
    return terms.target().socket().isPresent() ? UNOBSERVED_ON_UNIX_SOCKETS : List.of();
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

  /// Returns whether the connection can carry another exchange.
  boolean isConnectionFit() {
    return exchange != null
        && ending == Ending.OPEN
        && thrown.isEmpty()
        && exchange.leavesConnectionFit();
  }

  /// Returns the connection, which belongs to the caller from here on.
  OriginConnection take() {
    deadlines.tell(NOBODY);
    connection.exchangeEnded();
    return connection;
  }

  void close() {
    if (deadlines != null) deadlines.close();
    if (connection != null) {
      if (!observed) connection.watch.snapshot();
      // TLS says its last word first, and more may be read until that is sent.
      connection.replies.rest(ReplyHandler.NOBODY);
      connection.close();
    } else if (opening != null) {
      opening.close();
    }
    recording.mark(Recording.Mark.CLOSED);
  }

  Recording recording() {
    return recording;
  }

  /// Returns the exchange, null as long as there is no connection.
  Exchange exchange() {
    return exchange;
  }

  /// Returns the connection of the exchange, null as long as there is none.
  OriginConnection connection() {
    return connection;
  }
}
