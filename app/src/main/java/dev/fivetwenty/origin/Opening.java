package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Connect;
import dev.fivetwenty.cause.Errno;
import dev.fivetwenty.cause.Expiry;
import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.cause.Resolution;
import dev.fivetwenty.cause.Timer;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Timeouts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// The way to a connection: the name is resolved, TCP connected, TLS agreed. Confined to the loop.
final class Opening {

  private final Loop loop;
  private final Terms terms;
  private final Recording recording;
  private final Deadlines<Timer> deadlines;
  private final Consumer<Runnable> guard;
  private final Consumer<Optional<OriginConnection>> done;
  private Optional<Resolution> resolution = Optional.empty();
  private Optional<Connect> connect = Optional.empty();
  private Optional<Handshake> handshake = Optional.empty();
  private Optional<Expiry> expiry = Optional.empty();
  private Connector connector;
  private TlsClient client;
  private boolean over;

  /// @param guard runs each step that the loop calls
  /// @param done  is told once; of nothing when there is no connection
  Opening(
      Loop loop,
      Terms terms,
      Recording recording,
      Deadlines<Timer> deadlines,
      Consumer<Runnable> guard,
      Consumer<Optional<OriginConnection>> done) {
    this.loop = loop;
    this.terms = terms;
    this.recording = recording;
    this.deadlines = deadlines;
    this.guard = guard;
    this.done = done;
  }

  /// @param known the answer when nobody need be asked
  void start(Optional<Resolution> known) {
    if (known.isPresent()) {
      resolved(known.get());
      return;
    }
    Duration limit = timeouts().resolve();
    deadlines.start(Timer.RESOLVE, limit);
    Resolver.resolve(
            terms.target().connectHost(),
            terms.dnsServer(),
            // So that the lookup gives up first: it knows whom it asked, and how often.
            limit.multipliedBy(9).dividedBy(10),
            loop.events().ticker())
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
    int first = firstAllowed(answer);
    if (first < 0) {
      give(Optional.empty());
      return;
    }
    recording.mark(Recording.Mark.RESOLVED);
    deadlines.start(Timer.CONNECT, timeouts().connect());
    connect(first);
  }

  /// Returns the index of the first address that may be tried, -1 when there is none.
  private static int firstAllowed(Resolution answer) {
    for (int i = 0; i < answer.addresses().size(); i++) {
      if (!answer.prohibited().contains(answer.addresses().get(i))) return i;
    }
    return -1;
  }

  private void connect(int index) {
    SocketAddress remote = remote(resolution.orElseThrow().addresses().get(index));
    client = terms.tls() == null ? null : terms.tls().newClient(terms.target(), loop.wall());
    connector =
        new Connector(
            loop, remote, client == null ? null : client.records(), recording::elapsed);
    connector.start(how -> guard.accept(() -> connected(how, index)));
  }

  private SocketAddress remote(String address) {
    Target target = terms.target();
    return target.socket()
        .map(loop.transport()::unixAddress)
        .orElseGet(() -> new InetSocketAddress(InetAddress.ofLiteral(address), target.port()));
  }

  private void connected(Connect how, int index) {
    if (over) return;
    connect = Optional.of(how);
    Resolution names = resolution.orElseThrow();
    if (how.errno() == Errno.ECONNREFUSED
        && Resolver.triesAll(names)
        && index + 1 < names.addresses().size()) {
      connect(index + 1);
      return;
    }
    deadlines.stop(Timer.CONNECT);
    if (!how.isUp()) {
      give(Optional.empty());
      return;
    }
    recording.mark(Recording.Mark.CONNECTED);
    if (client == null) {
      up();
    } else {
      deadlines.start(Timer.TLS, timeouts().tls());
      client.start(connector, recording::elapsed, shaken -> guard.accept(() -> shaken(shaken)));
    }
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
    expiry = Optional.of(new Expiry(timer, limit));
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
