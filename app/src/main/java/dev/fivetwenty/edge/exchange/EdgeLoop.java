package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.edge.client.LargeHeads;
import dev.fivetwenty.edge.client.RequestReaders;
import dev.fivetwenty.edge.head.HttpDate;
import dev.fivetwenty.edge.head.LoopIdentity;
import dev.fivetwenty.edge.head.Octets;
import dev.fivetwenty.edge.head.RequestEdit;
import dev.fivetwenty.edge.head.ResponseEdit;
import dev.fivetwenty.edge.keeping.KeepBudget;
import dev.fivetwenty.edge.keeping.Keeping;
import dev.fivetwenty.edge.route.Origin;
import dev.fivetwenty.origin.Endpoint;
import dev.fivetwenty.origin.OriginPool;
import dev.fivetwenty.origin.socket.Transport;
import dev.fivetwenty.origin.tape.Tapes;
import dev.fivetwenty.recorder.ConnectionState;
import dev.fivetwenty.recorder.Lane;
import dev.fivetwenty.recorder.Watches;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the exchanges of one event loop share. Confined to that loop but for its construction.
public final class EdgeLoop {

  private static final Duration SWEEP = Duration.ofSeconds(1);

  private final int number;
  private final EventLoop events;
  private final Transport transport;
  private final InstantSource wall;
  private final Supplier<Settings> settings;
  private final LoopIdentity identity;
  private final Lane lane;
  private final Watches watches;
  /// Null where nothing is recorded, as is the next.
  private final Tapes tapes;
  private final KeepBudget budget;
  private final SplittableRandom random;
  private final HttpDate date;
  private final RequestEdit requests;
  private final ResponseEdit responses;
  private final LargeHeads largeHeads;
  private final RequestReaders readers;
  private final Gate gate;
  private final Set<OriginPool> pools = new LinkedHashSet<>();
  private final Function<Endpoint, OriginPool> opening = this::open;
  /// Those that are open, each at its own place.
  private final List<ClientConnection> clients = new ArrayList<>();
  private Settings siteOf;
  private byte[] site = {};
  private boolean draining;
  private CompletableFuture<Void> drained;

  /// @param number   from 0
  /// @param settings those in force
  /// @param keeping  what the recorder is to keep
  /// @param seed     of the Ray IDs; from a source that nobody can guess
  public EdgeLoop(
      int number,
      EventLoop events,
      Transport transport,
      InstantSource wall,
      Supplier<Settings> settings,
      LoopIdentity identity,
      Lane lane,
      Keeping keeping,
      long seed) {
    this.number = number;
    this.events = events;
    this.transport = transport;
    this.wall = wall;
    this.settings = settings;
    this.identity = identity;
    this.lane = lane;
    watches = keeping.watches();
    tapes = keeping.isOn() ? new Tapes() : null;
    budget = keeping.isOn() ? keeping.budget() : null;
    random = new SplittableRandom(seed);
    readers = new RequestReaders(() -> settings.get().requests());
    gate = new Gate(this, random.nextLong());
    date = new HttpDate(wall);
    requests = new RequestEdit(identity.lines());
    responses = new ResponseEdit(date);
    largeHeads = new LargeHeads(() -> settings.get().mostHeads());
  }

  /// Begins to look after idle connections.
  public void start() {
    long nanos = SWEEP.toNanos();
    events.scheduleWithFixedDelay(
        () -> pools.forEach(OriginPool::sweep), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /// Lets exchanges that run end, and closes connections that are idle.
  ///
  /// @param atRest is completed when no client is connected any more
  public void drain(CompletableFuture<Void> atRest) {
    draining = true;
    drained = atRest;
    List.copyOf(clients).forEach(ClientConnection::drain);
    if (clients.isEmpty()) atRest.complete(null);
  }

  /// Returns how many exchanges have not ended.
  public long running() {
    return clients.stream().filter(ClientConnection::isBusy).count();
  }

  /// Closes what is still open.
  public void close() {
    List.copyOf(clients).forEach(ClientConnection::cut);
    pools.forEach(OriginPool::close);
  }

  /// Closes the idle connections to origins that `kept` does not have any more.
  public void retire(Set<Endpoint> kept) {
    pools.removeIf(
        pool -> {
          if (kept.contains(pool.endpoint())) return false;
          pool.close();
          return true;
        });
  }

  /// Returns whether no new exchange should begin.
  boolean isDraining() {
    return draining;
  }

  void opened(ClientConnection client) {
    client.takePlace(clients.size());
    clients.add(client);
  }

  void closed(ClientConnection client) {
    ClientConnection last = clients.removeLast();
    if (last != client) {
      last.takePlace(client.place());
      clients.set(client.place(), last);
    }
    if (draining && clients.isEmpty()) drained.complete(null);
  }

  OriginPool pool(Origin origin) {
    return origin.pool(number, opening);
  }

  private OriginPool open(Endpoint endpoint) {
    var pool = new OriginPool(events, transport, wall, endpoint, this::count, tapes);
    pools.add(pool);
    return pool;
  }

  private void count(OriginPool.State state, int change) {
    ConnectionState counted =
        switch (state) {
          case OPENING -> ConnectionState.OPENING;
          case ACTIVE -> ConnectionState.ACTIVE;
          case IDLE -> ConnectionState.IDLE;
          case TUNNEL -> ConnectionState.TUNNEL;
        };
    lane.meters().originConnections(counted, change);
  }

  int number() {
    return number;
  }

  EventLoop events() {
    return events;
  }

  Settings settings() {
    return settings.get();
  }

  /// Returns `-` and the site, as a Ray ID ends.
  byte[] site() {
    Settings now = settings.get();
    if (now != siteOf) {
      siteOf = now;
      site = Octets.ascii("-" + now.site());
    }
    return site;
  }

  /// Returns what lends the readers of requests.
  RequestReaders readers() {
    return readers;
  }

  LoopIdentity identity() {
    return identity;
  }

  Lane lane() {
    return lane;
  }

  Watches watches() {
    return watches;
  }

  /// Returns what remembers messages; null where nothing is recorded.
  Tapes tapes() {
    return tapes;
  }

  /// Returns what bounds the exchanges that are kept; null where nothing is recorded.
  KeepBudget keepBudget() {
    return budget;
  }

  InstantSource wall() {
    return wall;
  }

  long nanos() {
    return events.ticker().nanoTime();
  }

  long nextRay() {
    return random.nextLong();
  }

  HttpDate date() {
    return date;
  }

  RequestEdit requests() {
    return requests;
  }

  Gate gate() {
    return gate;
  }

  ResponseEdit responses() {
    return responses;
  }

  LargeHeads largeHeads() {
    return largeHeads;
  }
}
