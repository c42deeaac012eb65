package dev.fivetwenty.edge.listener;

import dev.fivetwenty.edge.tls.ClientTls;
import dev.fivetwenty.edge.tls.TlsFacts;
import dev.fivetwenty.edge.tls.TlsOutcome;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// All that comes before the first request of one connection.
///
/// ```text
/// accepted → (PROXY header) → client known → (handshake) → open
///          ↘ too many                     ↘ too many of that client
/// ```
///
/// Confined to the event loop.
final class Opening implements ChannelFutureListener {

  /// More than the addresses and a name or two; some balancers add the client's certificate.
  private static final int MAX_PROXY_EXTRAS = 4096;

  private final Channel channel;
  private final ListeningSocket socket;
  private final Terms terms;
  private final ClientAddress peer;
  private final boolean trusted;
  private ClientAddress client;
  private boolean counted;
  private Future<?> deadline;
  private boolean ended;

  Opening(Channel channel, ListeningSocket socket, ClientAddress peer) {
    this.channel = channel;
    this.socket = socket;
    terms = socket.terms();
    this.peer = peer;
    trusted = terms.trusted().trusts(peer);
  }

  void begin() {
    if (!terms.limits().enter()) {
      turnAway(Refusal.CONNECTION_LIMIT);
      return;
    }
    channel.closeFuture().addListener(this);
    boolean proxied = socket.listener().proxyProtocol();
    if (proxied || socket.tls().isPresent()) limitTime();
    if (!proxied) {
      comesFrom(peer);
    } else if (trusted) {
      channel.pipeline()
          .addLast("proxy", new HAProxyMessageDecoder(MAX_PROXY_EXTRAS))
          .addLast("proxied", new ProxyHeader(this, peer));
    } else {
      channel.pipeline().addLast("unproxied", new NoProxyHeader(this, peer));
    }
  }

  private void limitTime() {
    deadline =
        channel.eventLoop().schedule(
            () -> refuse(Refusal.OPENING_TIMEOUT),
            terms.opening().toNanos(),
            TimeUnit.NANOSECONDS);
  }

  @Override
  public void operationComplete(ChannelFuture closed) {
    terms.limits().leave();
    if (counted) terms.limits().leave(client);
    if (deadline != null) deadline.cancel(false);
  }

  /// Goes on with a client that is known; a trusted proxy that speaks for many is not counted as one.
  void comesFrom(ClientAddress address) {
    // It would be counted, and nobody would hear that it leaves.
    if (channel.closeFuture().isDone()) return;
    client = address;
    boolean speaksForMany = trusted && address == peer;
    if (!speaksForMany && !terms.limits().enter(address)) {
      turnAway(Refusal.CLIENT_LIMIT);
      return;
    }
    counted = !speaksForMany;
    Optional<ClientTls> tls = socket.tls();
    if (tls.isPresent()) tls.get().begin(channel.pipeline(), this::secured);
    else open(Optional.empty(), false);
  }

  private void secured(TlsOutcome outcome) {
    switch (outcome) {
      case TlsOutcome.Agreed(TlsFacts facts) -> open(Optional.of(facts), false);
      case TlsOutcome.PlainHttp() -> open(Optional.empty(), true);
      case TlsOutcome.Failed(TlsOutcome.Failure failure) -> {
        switch (failure) {
          case NOT_TLS -> count(Refusal.TLS_NOT_TLS);
          case TOO_LARGE -> count(Refusal.TLS_TOO_LARGE);
          case PROTOCOL -> count(Refusal.TLS_PROTOCOL);
          case HANDSHAKE -> count(Refusal.TLS_HANDSHAKE);
          case CLOSED -> count(Refusal.TLS_CLOSED);
        }
      }
    }
  }

  private void open(Optional<TlsFacts> tls, boolean plainOnTls) {
    if (ended) return;
    ended = true;
    if (deadline != null) deadline.cancel(false);
    socket.handler().open(
        channel,
        new Arrival(socket.listener(), client, peer, terms.trusted(), tls, plainOnTls));
  }

  /// Ends the connection without a word.
  void refuse(Refusal refusal) {
    count(refusal);
    channel.close();
  }

  private void turnAway(Refusal refusal) {
    count(refusal);
    channel.pipeline().addLast("full", new TurnedAway(socket.tls().isEmpty(), terms.lingering()));
  }

  /// What follows from the first refusal is none of its own.
  private void count(Refusal refusal) {
    if (!ended) terms.refusals().count(refusal);
    ended = true;
  }
}
