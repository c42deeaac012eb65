package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Connect;
import dev.fivetwenty.cause.Expiry;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.cause.Resolution;
import dev.fivetwenty.cause.Timer;
import dev.fivetwenty.origin.name.Names;
import dev.fivetwenty.origin.socket.SocketWatch;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Timeouts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Consumer;

/// The way to a connection: the name is resolved, TCP connected, TLS agreed. Confined to the loop.
final class Opening {

  /// One attempt tries as many addresses.
  private static final int MOST_ADDRESSES = 4;

  private final Loop loop;
  private final Terms terms;
  private final Names names;
  private final Recording recording;
  private final Deadlines<Timer> deadlines;
  private final Consumer<Runnable> guard;
  private final Consumer<Optional<OriginConnection>> done;
  private Optional<Resolution> resolution = Optional.empty();
  private Optional<Connect> connect = Optional.empty();
  private Optional<Handshake> handshake = Optional.empty();
  private Optional<Expiry> expiry = Optional.empty();
  private ArrayDeque<String> untried;
  private Duration connectBy;
  private Connector connector;
  private TlsClient client;
  private boolean over;

  /// @param guard runs each step that the loop calls
  /// @param done  is told once; of nothing when there is no connection
  Opening(
      Loop loop,
      Terms terms,
      Names names,
      Recording recording,
      Deadlines<Timer> deadlines,
      Consumer<Runnable> guard,
      Consumer<Optional<OriginConnection>> done) {
    this.loop = loop;
    this.terms = terms;
    this.names = names;
    this.recording = recording;
    this.deadlines = deadlines;
    this.guard = guard;
    this.done = done;
  }

  void start() {
    Optional<Resolution> known = names.known();
    if (known.isPresent()) {
      resolved(known.get());
      return;
    }
    Duration limit = timeouts().resolve();
    deadlines.start(Timer.RESOLVE, limit);
    // So that the lookup gives up first: it knows whom it asked, and how often.
    names.ask(limit.multipliedBy(9).dividedBy(10))
        .whenComplete(
            (answer, failure) ->
                loop.events().execute(
                    () ->
                        guard.accept(
                            () -> {
                              if (failure != null) throw new IllegalStateException(failure);
                              resolved(answer);
                            })));
  }

  private void resolved(Resolution answer) {
    if (over) return;
    deadlines.stop(Timer.RESOLVE);
    resolution = Optional.of(answer);
    if (answer.rcode().isEmpty()) {
      expiry = Optional.of(new Expiry(Timer.RESOLVE, timeouts().resolve()));
    }
    untried = new ArrayDeque<>();
    for (String address : answer.addresses()) {
      if (untried.size() == MOST_ADDRESSES) break;
      if (!answer.prohibited().contains(address)) untried.add(address);
    }
    if (untried.isEmpty()) {
      give(Optional.empty());
      return;
    }
    recording.mark(Recording.Mark.RESOLVED);
    connectBy = recording.elapsed().plus(timeouts().connect());
    connectNext();
  }

  /// Connects to the next address, which may take its part of the time that is left.
  private void connectNext() {
    Duration left = connectBy.minus(recording.elapsed());
    deadlines.start(
        Timer.CONNECT, names.waitsForOne() ? left : left.dividedBy(untried.size()));
    String address = untried.poll();
    SocketAddress remote = remote(address);
    client = terms.tls() == null ? null : terms.tls().newClient(terms.target(), loop.wall());
    connector =
        new Connector(
            loop, remote, client == null ? null : client.records(), recording::elapsed);
    connector.start(how -> guard.accept(() -> connected(how, address)));
  }

  private SocketAddress remote(String address) {
    Target target = terms.target();
    return target.socket()
        .map(loop.transport()::unixAddress)
        .orElseGet(() -> new InetSocketAddress(InetAddress.ofLiteral(address), target.port()));
  }

  private void connected(Connect how, String address) {
    if (over) return;
    connect = Optional.of(how);
    if (!how.isUp()) {
      unreachable(how, address);
      return;
    }
    deadlines.stop(Timer.CONNECT);
    recording.mark(Recording.Mark.CONNECTED);
    if (client == null) {
      up();
    } else {
      deadlines.start(Timer.TLS, timeouts().tls());
      client.start(connector, recording::elapsed, shaken -> guard.accept(() -> shaken(shaken)));
    }
  }

  private void unreachable(Connect how, String address) {
    names.unreachable(address);
    if (!untried.isEmpty() && names.mayTryNext(resolution.orElseThrow(), how)) {
      expiry = Optional.empty();
      connectNext();
      return;
    }
    deadlines.stop(Timer.CONNECT);
    give(Optional.empty());
  }

  private void shaken(Handshake how) {
    if (over) return;
    deadlines.stop(Timer.TLS);
    handshake = Optional.of(how);
    if (how.failure() == Handshake.Failure.NONE) {
      recording.mark(Recording.Mark.TLS);
      up();
    } else {
      give(Optional.empty());
    }
  }

  private void up() {
    give(
        Optional.of(
            new OriginConnection(
                connector.channel(),
                connector.watch(),
                connector.replies(),
                deadlines,
                resolution.orElseThrow(),
                connect.orElseThrow(),
                handshake)));
  }

  void expired(Timer timer, Duration limit) {
    if (over) return;
    expiry = Optional.of(new Expiry(timer, timer == Timer.CONNECT ? timeouts().connect() : limit));
    if (connector == null) {
      give(Optional.empty());
    } else if (connect.isEmpty() || !connect.get().isUp()) {
      connector.expire();
    } else {
      client.expire();
    }
  }

  private void give(Optional<OriginConnection> result) {
    if (over) return;
    over = true;
    done.accept(result);
  }

  void close() {
    if (connector != null) connector.close();
  }

  private Timeouts timeouts() {
    return terms.profile().timeouts();
  }

  Optional<Resolution> resolution() {
    return resolution;
  }

  Optional<Connect> connect() {
    return connect;
  }

  Optional<Handshake> handshake() {
    return handshake;
  }

  Optional<Expiry> expiry() {
    return expiry;
  }

  Optional<SocketWatch> watch() {
    return Optional.ofNullable(connector).map(Connector::watch);
  }

  /// Returns how the peer's bytes stopped, when no connection came about.
  Ending ending() {
    Ending seen = watch().map(SocketWatch::ending).orElse(Ending.OPEN);
    return expiry.isPresent() && seen == Ending.OPEN ? Ending.SILENCE : seen;
  }
}
