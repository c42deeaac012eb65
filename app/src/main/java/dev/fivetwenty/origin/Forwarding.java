package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Timeline;
import dev.fivetwenty.origin.OriginPool.State;
import dev.fivetwenty.origin.Recording.Mark;
import dev.fivetwenty.origin.tape.Tape;
import dev.fivetwenty.wire.FieldLines;
import dev.fivetwenty.wire.Framing;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.ResponseReader;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Optional;

/// An attempt whose request is passed on as it comes and whose reply goes to a [ReplySink].
/// Confined to the event loop.
///
/// It ends once, with [End#ended] or by [#cancel]; what was seen can be asked for during that call
/// only, since the connection then carries the next one.
public final class Forwarding implements AttemptRun.End {

  /// Is told that an attempt is over.
  public interface End {
    void ended(Forwarding attempt);
  }

  private static final Judgement FLAWLESS =
      new Judgement(Optional.empty(), List.of(), List.of());

  private final OriginPool pool;
  private final OriginConnection kept;
  private final End end;
  private final StreamedRequest request = new StreamedRequest();
  private final AttemptRun run;
  /// Null as long as there is no connection, and from the end on.
  private State state;
  private Observation observation;
  private Judgement judgement;
  private boolean held;
  private boolean over;

  /// @param kept the connection to use; null for a new one
  Forwarding(
      OriginPool pool, OriginConnection kept, Request expected, ReplySink sink, End end) {
    this.pool = pool;
    this.kept = kept;
    this.end = end;
    run =
        new AttemptRun(
            pool.loop(), pool.endpoint().terms(), expected, request, sink, this, pool.readers(),
            pool.loop().tapes());
  }

  /// Starts; what was written until now goes out as soon as there is a connection, all at once.
  public void start() {
    become(kept == null ? State.OPENING : State.ACTIVE);
    if (kept == null) run.open(pool.names());
    else run.reuse(kept, false);
  }

  @Override
  public void connected() {
    become(State.ACTIVE);
  }

  private void become(State next) {
    if (state != null) pool.tally().count(state, -1);
    if (next != null) pool.tally().count(next, 1);
    state = next;
  }

  /// Passes a piece of the request on and takes it over.
  public void write(ByteBuf piece) {
    request.write(piece);
  }

  public void flush() {
    request.flush();
  }

  /// Says that what was written asks the origin whether it wants the rest; RFC 9110 §10.1.1.
  public void expect() {
    request.expect();
  }

  /// Says that the request is complete.
  public void endRequest() {
    request.end();
  }

  /// Returns whether the origin takes more of the request now; [ReplySink#writable] says when it
  /// does again.
  public boolean isWritable() {
    return request.isWritable();
  }

  /// Reads no more of the reply, or does again: whoever it goes to is slower than the origin.
  public void holdBack(boolean hold) {
    if (hold == held || run.connection() == null) return;
    held = hold;
    run.exchange().heldBack(hold);
    run.connection().channel.config().setAutoRead(!hold);
  }

  /// From here on bytes go both ways as they come, and silence is no fault.
  public void tunnel() {
    become(State.TUNNEL);
    run.exchange().tunnel();
  }

  /// Says that no more of a tunnel is passed on, once what was written has gone out.
  public void endTunnel() {
    run.exchange().endTunnel();
  }

  /// Ends the attempt, unless it has ended, because nobody wants its reply any more; nothing is told.
  public void cancel() {
    if (over) return;
    over = true;
    become(null);
    pool.over();
    run.abandon();
    run.recording().giveTapeBack();
    if (kept != null) kept.close();
  }

  @Override
  public void ended(AttemptRun ended) {
    over = true;
    become(null);
    pool.over();
    if (!run.isFlawless()) look();
    boolean fit = run.isConnectionFit();
    if (fit && held) run.connection().channel.config().setAutoRead(true);
    if (fit) pool.park(run.take());
    else run.close();
    try {
      end.ended(this);
    } finally {
      run.recording().giveTapeBack();
      if (fit) run.connection().replies.forgetReply();
    }
  }

  private void look() {
    observation = run.observation();
    judgement = Judging.judge(pool.endpoint().profile(), observation);
    pool.learn(observation);
  }

  /// Returns what the judge says of the attempt.
  public Judgement judgement() {
    return judgement == null ? FLAWLESS : judgement;
  }

  /// Returns what was seen; computed on demand for an attempt without a fault.
  public Observation observation() {
    if (observation == null) observation = run.observation();
    return observation;
  }

  /// Returns the trailers of a complete reply; null where its framing has none.
  public FieldLines trailers() {
    ResponseReader reader = run.connection().replies.reader();
    return reader.head().framing() == Framing.CHUNKED ? reader.trailers() : null;
  }

  /// Returns what the reply's bytes are remembered on, until the attempt is over; null where nothing is.
  public Tape tape() {
    return run.recording().tape();
  }

  public Timeline timeline() {
    return run.recording().timeline();
  }

  public String transport() {
    return pool.loop().transport().name();
  }

  /// Returns which exchange of its connection this is, from 1; 0 without a connection.
  public int exchange() {
    if (run.exchange() == null) return 0;
    return run.exchange().exchangesBefore() + 1;
  }

  /// Returns the address of the origin's end of the connection; null without one.
  public String address() {
    return run.connection() == null ? null : run.connection().connect.remote();
  }

  /// Returns bytes of the request that the system took.
  public long sent() {
    return request.written();
  }

  public Endpoint endpoint() {
    return pool.endpoint();
  }

  /// Returns whether the connection had carried exchanges before.
  public boolean isReused() {
    return kept != null;
  }

  /// Returns bytes of the reply so far.
  public long received() {
    return run.recording().receivedTotal();
  }

  /// Returns nanoseconds from the start until the connection was up (0 for a reused one), or -1.
  public long connectedNanos() {
    if (isReused()) return 0;
    return Math.max(at(Mark.CONNECTED), at(Mark.TLS));
  }

  /// Returns nanoseconds from the start until the first byte of the reply, or -1.
  public long firstByteNanos() {
    return at(Mark.FIRST_BYTE);
  }

  private long at(Mark mark) {
    return run.recording().nanosAt(mark);
  }
}
