package dev.fivetwenty.bench;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.util.ArrayList;
import java.util.List;

/// Netty's response decoder called without a pipeline, which is its best case: no handler
/// context, no message passing, the list of results reused.
final class DirectDecoder extends HttpResponseDecoder {

  private final List<Object> out = new ArrayList<>();

  DirectDecoder() {
    super(
        new HttpDecoderConfig()
            .setMaxHeaderSize(16_384)
            .setInitialBufferSize(16_384)
            .setMaxChunkSize(1 << 20));
  }

  /// Decodes until the input is used up; returns what came out, valid until the next call.
  List<Object> decodeAll(ByteBuf in) throws Exception {
    out.clear();
    int before;
    do {
      before = in.readableBytes();
      decode(null, in, out);
    } while (in.isReadable() && in.readableBytes() != before);
    return out;
  }
}
