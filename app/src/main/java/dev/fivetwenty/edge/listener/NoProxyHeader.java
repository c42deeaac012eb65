package dev.fivetwenty.edge.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/// Refuses a peer that is no trusted proxy and sends a PROXY header, and makes way for any other.
///
/// As many bytes are waited for as it takes to tell: `P` may begin a POST. Confined to the event loop.
final class NoProxyHeader extends ByteToMessageDecoder {

  private static final byte[] VERSION1 = "PROXY ".getBytes(US_ASCII);
  private static final byte[] VERSION2 = "\r\n\r\n\0\r\nQUIT\n".getBytes(US_ASCII);

  private final Opening opening;
  private final ClientAddress peer;

  NoProxyHeader(Opening opening, ClientAddress peer) {
    this.opening = opening;
    this.peer = peer;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    int version1 = inCommon(in, VERSION1);
    int version2 = inCommon(in, VERSION2);
    if (version1 == VERSION1.length || version2 == VERSION2.length) {
      in.skipBytes(in.readableBytes());
      opening.refuse(Refusal.PROXY_HEADER_UNTRUSTED);
    } else if (Math.max(version1, version2) < in.readableBytes()) {
      opening.comesFrom(peer);
      ctx.pipeline().remove(this);
    }
  }

  private static int inCommon(ByteBuf in, byte[] header) {
    int most = Math.min(in.readableBytes(), header.length);
    int same = 0;
    while (same < most && in.getByte(in.readerIndex() + same) == header[same]) same++;
    return same;
  }
}
