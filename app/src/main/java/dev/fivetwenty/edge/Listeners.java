package dev.fivetwenty.edge;

import dev.fivetwenty.config.Cidr;
import dev.fivetwenty.config.ClientTimeouts;
import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.Endpoint;
import dev.fivetwenty.config.Listener;
import dev.fivetwenty.edge.listener.ConnectionHandler;
import dev.fivetwenty.edge.listener.ConnectionLimits;
import dev.fivetwenty.edge.listener.ListeningSocket;
import dev.fivetwenty.edge.listener.Refusals;
import dev.fivetwenty.edge.listener.Terms;
import dev.fivetwenty.edge.listener.TrustedProxies;
import dev.fivetwenty.edge.tls.ClientTls;
import dev.fivetwenty.origin.ConfigurationProblem;
import dev.fivetwenty.origin.socket.Transport;
import dev.fivetwenty.ranges.Range;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Where the edge listens, with the certificates that it shows there. Reads files and waits, so not for
/// an event loop.
final class Listeners {

  private final Transport transport;
  private final EventLoopGroup loops;
  private final InstantSource wall;
  private final Supplier<List<Range>> cloudflare;
  private final Function<Listener, ConnectionHandler> handlers;
  private final Consumer<String> notices;
  private final ConnectionLimits limits;
  private final Refusals refusals = new Refusals();
  private Terms terms;
  private List<Open> open = List.of();

  private record Open(Listener listener, Optional<ClientTls> tls, ListeningSocket socket) {

    /// Returns whether the socket can serve that listener as it is.
    boolean fits(Listener other) {
      return listener.address().equals(other.address())
          && listener.proxyProtocol() == other.proxyProtocol()
          && listener.tls().isPresent() == other.tls().isPresent();
    }
  }

  /// @param cloudflare its ranges, asked for where the edge stands behind it
  /// @param handlers   serve what arrives at a listener
  Listeners(
      EdgeConfig config,
      Transport transport,
      EventLoopGroup loops,
      InstantSource wall,
      Supplier<List<Range>> cloudflare,
      Function<Listener, ConnectionHandler> handlers,
      Consumer<String> notices) {
    this.transport = transport;
    this.loops = loops;
    this.wall = wall;
    this.cloudflare = cloudflare;
    this.handlers = handlers;
    this.notices = notices;
    limits =
        new ConnectionLimits(config.limits().connections(), config.limits().connectionsPerClient());
    terms =
        new Terms(limits, TrustedProxies.of(List.of()), refusals, opening(config.clientTimeouts()));
  }

  /// Reads the certificates and keys that a configuration names.
  ///
  /// @throws ConfigurationProblem when one is missing, or is not what it should be
  static void check(
      EdgeConfig config, Transport transport, InstantSource wall, Consumer<String> notices) {
    for (Listener listener : config.listen()) {
      if (listener.tls().isEmpty()) continue;
      try (var tls = ClientTls.open(listener.tls().get(), transport.isNative(), wall)) {
        tls.warnings().forEach(notices);
      }
    }
  }

  private TrustedProxies trusted(EdgeConfig config) {
    var blocks = new ArrayList<>(config.trustedProxies());
    switch (config.behind()) {
      case NONE -> {}
      case CLOUDFLARE -> cloudflare.get().stream().map(Range::cidr).map(Cidr::parse).forEach(blocks::add);
    }
    return TrustedProxies.of(blocks);
  }

  private static Duration opening(ClientTimeouts timeouts) {
    return timeouts.head();
  }

  /// Listens where a configuration says, and no longer where it does not.
  ///
  /// @throws ConfigurationProblem that says what and where; it listens as before then
  synchronized void use(EdgeConfig config) {
    var next = new ArrayList<Open>();
    var added = new ArrayList<Open>();
    terms = terms.with(trusted(config), opening(config.clientTimeouts()));
    limits.change(config.limits().connections(), config.limits().connectionsPerClient());
    try {
      for (Listener listener : config.listen()) {
        Optional<Open> kept = open.stream().filter(o -> o.fits(listener)).findFirst();
        next.add(kept.isPresent() ? renew(kept.get(), listener) : bind(listener, added));
      }
    } catch (ConfigurationProblem problem) {
      added.forEach(this::stop);
      throw problem;
    }
    open.stream().filter(o -> next.stream().noneMatch(n -> n.socket() == o.socket()))
        .forEach(this::stop);
    open = next;
  }

  private Open renew(Open kept, Listener listener) {
    kept.tls().ifPresent(tls -> reload(tls, listener));
    kept.socket().change(terms);
    return new Open(listener, kept.tls(), kept.socket());
  }

  private void reload(ClientTls tls, Listener listener) {
    tls.reload(listener.tls().orElseThrow());
    tls.warnings().forEach(notices);
  }

  private Open bind(Listener listener, List<Open> added) {
    // A socket of ours that does not fit holds the address.
    open.stream().filter(o -> o.listener().address().equals(listener.address()))
        .forEach(this::stop);
    Optional<ClientTls> tls =
        listener.tls().map(options -> ClientTls.open(options, transport.isNative(), wall));
    tls.ifPresent(t -> t.warnings().forEach(notices));
    try {
      ListeningSocket socket =
          ListeningSocket.bind(
                  listener, tls, transport, loops, terms, handlers.apply(listener), notices)
              .join();
      var bound = new Open(listener, tls, socket);
      added.add(bound);
      return bound;
    } catch (CompletionException e) {
      tls.ifPresent(ClientTls::close);
      if (e.getCause() instanceof ConfigurationProblem problem) throw problem;
      throw e;
    }
  }

  private void stop(Open listening) {
    listening.socket().stop().join();
    listening.tls().ifPresent(ClientTls::close);
  }

  /// Accepts no more connections; those that are open stay so.
  synchronized void stop() {
    open.forEach(this::stop);
    open = List.of();
  }

  /// Returns where it listens, in the order of the configuration.
  synchronized List<Endpoint> addresses() {
    return open.stream().map(o -> o.socket().address()).toList();
  }

  /// Returns how many connections ended before their first request.
  Refusals refusals() {
    return refusals;
  }
}
