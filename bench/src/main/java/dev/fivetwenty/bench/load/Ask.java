package dev.fivetwenty.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/// A request as bytes, and what has to come back: 200 with so many bytes of content, or a failure because the origin breaks
/// its reply.
public record Ask(ByteBuf bytes, long size, boolean isBroken) {

  /// Returns a GET for a path.
  ///
  /// @param keepAlive false asks the server to close after its reply
  public static Ask of(String path, boolean keepAlive, long size, boolean isBroken) {
    String head =
        "GET %s HTTP/1.1\r\nHost: bench.test\r\nUser-Agent: fivetwenty-bench\r\nAccept: */*\r\n%s\r\n"
            .formatted(path, keepAlive ? "" : "Connection: close\r\n");
    ByteBuf direct = Unpooled.directBuffer().writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    return new Ask(Unpooled.unreleasableBuffer(direct), size, isBroken);
  }
}
