package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Resolution;
import dev.fivetwenty.origin.name.DnsServer;
import dev.fivetwenty.origin.name.Names;
import dev.fivetwenty.origin.name.Resolver;
import dev.fivetwenty.origin.socket.Transport;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// [Origins] on one Netty event loop.
final class NettyOrigins implements Origins {

  /// The loop is given this long to close its sockets.
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final Transport transport;
  private final EventLoop events;
  private final Loop loop;
  private final TlsSetups setups;

  NettyOrigins(Transport transport, InstantSource clock) {
    this.transport = transport;
    // A loop without a group: a group's end is announced by a thread that keeps the JVM for a second.
    events =
        new SingleThreadIoEventLoop(
            null, new DefaultThreadFactory("origin", true), transport.loopHandler());
    loop = new Loop(events, transport, clock, new Pending(), null);
    setups = new TlsSetups(transport.isNative());
    events.execute(() -> Connector.warm(loop));
  }

  @Override
  public CompletableFuture<Attempt> attempt(AttemptOrder order) {
    if (order.target().connectHost() == null) {
      throw new ConfigurationProblem(order.target().url().toString(), "names no host", null);
    }
    TlsSetup tls = order.target().isTls() ? setups.of(order.tls()) : null;
    order.dnsServer().ifPresent(DnsServer::parse);
    Optional<Resolution> known =
        Resolver.locally(order.target(), order.dnsServer().isPresent());
    CompletableFuture<Attempt> result = loop.pending().add();
    AttemptRun run = WholeAttempt.of(loop, order, tls, result);
    loop.pending().endBy(result, run::endEarly);
    Names names =
        Names.once(
            order.target(), known,
            (name, limit) ->
                Resolver.resolve(
                    name, order.dnsServer().map(DnsServer::parse), limit, events.ticker()));
    events.execute(
        () -> {
          run.begin();
          run.open(names);
        });
    return result;
  }

  @Override
  public void endEarly() {
    events.execute(loop.pending()::endAll);
  }

  @Override
  public CompletableFuture<Resolution> resolve(
      String host, Optional<String> dnsServer, Duration timeout) {
    return Resolver.resolve(host, dnsServer.map(DnsServer::parse), timeout, events.ticker());
  }

  @Override
  public String transport() {
    return transport.name();
  }

  @Override
  public void close() {
    // First, for a connection that the loop closes as it goes would look like one that was lost.
    loop.pending().cancelAll();
    events.shutdownGracefully(0, CLOSING.toNanos(), TimeUnit.NANOSECONDS);
    loop.pending().cancelAll();
  }
}
