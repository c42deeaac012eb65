package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.origin.name.Names;
import dev.fivetwenty.origin.name.PoolNames;
import dev.fivetwenty.origin.name.Resolver;
import dev.fivetwenty.origin.socket.Transport;
import dev.fivetwenty.origin.tape.ReplyReaders;
import dev.fivetwenty.origin.tape.Tapes;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Request;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// The connections of one event loop to one [Endpoint]: makes attempts on them and keeps them open
/// in between. Confined to the loop.
///
/// The connection used last is used next, so that those which are not needed grow old and are
/// closed: by [#sweep], which the owner calls about once a second.
public final class OriginPool {

  /// A request that may not be sent twice takes no connection that was idle for longer: the origin
  /// may be closing it just now.
  private static final Duration SURELY_OPEN = Duration.ofSeconds(1);

  private static final VarHandle UNDER_WAY = underWayHandle();

  private final Loop loop;
  private final Endpoint endpoint;
  private final IdleLimit idleLimit;
  private final Tally tally;
  private final ReplyReaders readers;
  private final Names names;
  private Parked newest;
  private Parked oldest;
  private int idle;
  /// Written by the loop, read by all.
  @SuppressWarnings("FieldMayBeFinal") // Set through the handle.
  private int underWay;
  private boolean closed;

  /// What a connection is doing.
  public enum State {
    OPENING, ACTIVE, IDLE, TUNNEL
  }

  /// Counts connections, on the pool's event loop.
  public interface Tally {
    /// @param change 1 when a connection comes into the state, -1 when it leaves it
    void count(State state, int change);

    Tally NONE = (state, change) -> {};
  }

  private static VarHandle underWayHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(OriginPool.class, "underWay", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /// @param tapes remember the replies; null for none of them
  public OriginPool(
      EventLoop events, Transport transport, InstantSource wall, Endpoint endpoint, Tally tally,
      Tapes tapes) {
    this(
        events, transport, wall, endpoint, tally, tapes,
        (name, limit) -> Resolver.resolve(name, Optional.empty(), limit, events.ticker()));
  }

  /// @param dns asks for the addresses of the endpoint's name
  OriginPool(
      EventLoop events, Transport transport, InstantSource wall, Endpoint endpoint, Tally tally,
      Tapes tapes, Names.DnsAsking dns) {
    this.loop = new Loop(events, transport, wall, new Pending(), tapes);
    this.endpoint = endpoint;
    this.idleLimit = new IdleLimit(endpoint.profile().timeouts().idlePool());
    this.tally = tally;
    this.readers = new ReplyReaders(endpoint.profile());
    this.names =
        new PoolNames(
            events, endpoint.target().connectHost(), endpoint.known(), dns,
            endpoint.profile().timeouts().resolve());
  }

  /// Makes an attempt ready: its request is written to what is returned, which is then started.
  ///
  /// @param repeatable the request may be sent twice
  /// @param fresh      only a new connection will do
  public Forwarding attempt(
      Request expected, boolean repeatable, boolean fresh, ReplySink sink, Forwarding.End end) {
    underWay(1);
    return new Forwarding(this, fresh ? null : take(repeatable), expected, sink, end);
  }

  private OriginConnection take(boolean repeatable) {
    while (newest != null) {
      Parked parked = newest;
      long idleNanos = parked.connection.idleNanos();
      boolean sure = repeatable || idleNanos < SURELY_OPEN.toNanos();
      if (!sure) return null;
      unlink(parked);
      boolean fits = idleNanos < idleLimit.nanos() && parked.connection.channel.isActive();
      if (fits && !parked.connection.isDisturbed(idleNanos)) return parked.connection;
      parked.connection.close();
    }
    return null;
  }

  /// Returns what lends the readers of its replies.
  ReplyReaders readers() {
    return readers;
  }

  /// Returns where to learn the addresses to connect to.
  Names names() {
    return names;
  }

  /// Keeps a connection for the next attempt.
  void park(OriginConnection connection) {
    if (closed) {
      connection.close();
      return;
    }
    if (connection.place == null) connection.place = new Parked(connection);
    Parked parked = connection.place;
    parked.isOut = false;
    parked.newer = null;
    parked.older = newest;
    if (newest == null) oldest = parked;
    else newest.newer = parked;
    newest = parked;
    idle++;
    tally.count(State.IDLE, 1);
    connection.replies.rest(parked);
  }

  private void unlink(Parked parked) {
    parked.isOut = true;
    if (parked.newer == null) newest = parked.older;
    else parked.newer.older = parked.older;
    if (parked.older == null) oldest = parked.newer;
    else parked.older.newer = parked.newer;
    idle--;
    tally.count(State.IDLE, -1);
  }

  /// Counts an attempt that has ended.
  void over() {
    underWay(-1);
  }

  /// Takes from an attempt that failed what is worth knowing for the next ones.
  void learn(Observation seen) {
    boolean lost = seen.ending() != Ending.OPEN && seen.ending() != Ending.SILENCE;
    boolean empty = seen.reply().map(r -> r.bytes() == 0).orElse(true);
    if (seen.use().isReused() && lost && empty) idleLimit.closedAfter(seen.use().idle());
  }

  /// Says what the origin announced in a `Keep-Alive` field.
  public void announced(Duration keepAlive) {
    idleLimit.announced(keepAlive);
  }

  /// Closes connections that were idle for too long.
  public void sweep() {
    while (oldest != null && oldest.connection.idleNanos() >= idleLimit.nanos()) {
      Parked parked = oldest;
      unlink(parked);
      parked.connection.close();
    }
  }

  /// Closes what is idle and keeps nothing any more; attempts under way go on.
  public void close() {
    closed = true;
    while (newest != null) {
      Parked parked = newest;
      unlink(parked);
      parked.connection.close();
    }
  }

  public int idleConnections() {
    return idle;
  }

  private void underWay(int change) {
    UNDER_WAY.setOpaque(this, underWay + change);
  }

  /// Returns the attempts that have not ended; any thread may ask.
  public int attemptsUnderWay() {
    return (int) UNDER_WAY.getOpaque(this);
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  Loop loop() {
    return loop;
  }

  Tally tally() {
    return tally;
  }

  /// The place of a connection between two attempts; its own for as long as it lives.
  final class Parked implements ReplyHandler.Idle {

    private final OriginConnection connection;
    private Parked newer;
    private Parked older;
    private boolean isOut;

    Parked(OriginConnection connection) {
      this.connection = connection;
    }

    @Override
    public void unsolicited(ByteBuf bytes) {
      bytes.release();
      if (isOut) return;
      unlink(this);
      connection.close();
    }

    @Override
    public void closed() {
      if (isOut) return;
      idleLimit.closedAfter(connection.idle());
      unlink(this);
      connection.close();
    }
  }
}
