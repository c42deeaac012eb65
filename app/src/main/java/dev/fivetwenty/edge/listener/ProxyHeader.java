package dev.fivetwenty.edge.listener;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.TransportProtocol;
import io.netty.util.NetUtil;

/// Takes the client's address from the PROXY header of a trusted proxy; stands behind the decoder, which
/// refuses what is malformed. Confined to the event loop.
final class ProxyHeader extends ChannelInboundHandlerAdapter {

  private final Opening opening;
  private final ClientAddress peer;

  ProxyHeader(Opening opening, ClientAddress peer) {
    this.opening = opening;
    this.peer = peer;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof HAProxyMessage header)) {
      ctx.fireChannelRead(message);
      return;
    }
    ClientAddress client;
    try {
      client = client(header);
    } finally {
      header.release();
    }
    if (client == null) {
      opening.refuse(Refusal.PROXY_HEADER_BAD);
      return;
    }
    opening.comesFrom(client);
    ctx.pipeline().remove(this);
  }

  /// Returns null for what no client of a TCP listener can have. A proxy that asks for itself (LOCAL), or that
  /// does not say for whom, is the client.
  private ClientAddress client(HAProxyMessage header) {
    HAProxyProxiedProtocol protocol = header.proxiedProtocol();
    if (protocol == HAProxyProxiedProtocol.UNKNOWN) return peer;
    if (protocol.transportProtocol() != TransportProtocol.STREAM) return null;
    if (protocol.addressFamily() == AddressFamily.AF_UNIX) return peer;
    byte[] address = NetUtil.createByteArrayFromIpAddressString(header.sourceAddress());
    return address == null ? null : ClientAddress.of(address, header.sourcePort());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
    opening.refuse(Refusal.PROXY_HEADER_BAD);
  }
}
