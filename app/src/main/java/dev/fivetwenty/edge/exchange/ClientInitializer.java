package dev.fivetwenty.edge.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fivetwenty.edge.client.ClientFacts;
import dev.fivetwenty.edge.client.ListenerFacts;
import dev.fivetwenty.edge.listener.Arrival;
import dev.fivetwenty.edge.tls.TlsFacts;
import dev.fivetwenty.rules.value.Address;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;

/// Has requests read from connections whose first one may come.
public final class ClientInitializer {

  private static final String ALPN = "http/1.1";

  /// Bytes that wait for a client before its origin is held back: a reply of 64 KiB goes out at once.
  private static final WriteBufferWaterMark WAITING =
      new WriteBufferWaterMark(32 * 1024, 128 * 1024);

  /// Adds what reads requests; on the event loop of the connection.
  public static void start(
      EdgeLoop loop, ListenerFacts listener, Channel channel, Arrival arrival) {
    // A client that has said everything may still want the answer.
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    channel.config().setWriteBufferWaterMark(WAITING);
    channel.pipeline().addLast(
        "client", new ClientConnection(loop, listener, facts(loop, arrival)));
  }

  private static ClientFacts facts(EdgeLoop loop, Arrival arrival) {
    Address number = arrival.client().number();
    TlsFacts tls = arrival.tls().orElse(null);
    return new ClientFacts(
        arrival.client(),
        arrival.client().text().getBytes(US_ASCII),
        arrival.isTrusted(),
        arrival.proxies(),
        number == null || loop.settings().detailsTo().test(number),
        tls == null ? null : tls.version(),
        tls == null ? null : tls.cipher(),
        tls == null ? null : ALPN,
        arrival.plainOnTls());
  }

  private ClientInitializer() {}
}
