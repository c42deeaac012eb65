package dev.fivetwenty.edge.exchange;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSession;

/// Makes the connections of clients that have arrived: over TCP, after a PROXY header and after the
/// TLS handshake, whichever of them a listener has.
public final class ClientInitializer {

  /// Adds what reads requests to a connection that is ready for them; on its event loop.
  ///
  /// @param peer   who connected
  /// @param client whom the peer speaks for, the same where it speaks for itself
  public static void start(
      EdgeLoop loop,
      ListenerFacts listener,
      Channel channel,
      InetSocketAddress peer,
      InetSocketAddress client) {
    channel.pipeline().addLast(
        "client", new ClientConnection(loop, listener, facts(loop, channel, peer, client)));
  }

  private static ClientFacts facts(
      EdgeLoop loop, Channel channel, InetSocketAddress peer, InetSocketAddress client) {
    Settings settings = loop.settings();
    InetAddress address = client == null ? null : client.getAddress();
    String text = address == null ? "unix" : address.getHostAddress();
    InetAddress peerAddress = peer == null ? null : peer.getAddress();
    SSLSession session = session(channel);
    return new ClientFacts(
        address,
        text,
        text.getBytes(StandardCharsets.US_ASCII),
        client == null ? 0 : client.getPort(),
        peerAddress == null || settings.trusted().test(peerAddress),
        address != null && settings.detailsTo().test(address),
        session == null ? null : session.getProtocol(),
        session == null ? null : session.getCipherSuite(),
        session == null ? null : "http/1.1");
  }

  private static SSLSession session(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    return tls == null ? null : tls.engine().getSession();
  }

  private ClientInitializer() {}
}
