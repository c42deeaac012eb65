package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.edge.head.Octets;
import dev.fivetwenty.edge.head.ResponseEdit;
import dev.fivetwenty.edge.keeping.SentRequest;
import dev.fivetwenty.origin.Forwarding;
import dev.fivetwenty.wire.FieldLines;
import dev.fivetwenty.wire.Framing;
import dev.fivetwenty.wire.RequestIndex;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// The content of one request on its way to an origin, in chunks of its own where the client sent
/// chunks. Confined to the event loop.
final class Upload {

  private final boolean chunked;
  private final SentRequest sent;
  private final Capture capture;
  private final ByteBufAllocator alloc;
  private long bytes;
  private boolean chunkOpen;
  private boolean whole;

  /// @param whole the request has no content
  Upload(RequestIndex head, boolean whole, SentRequest sent, Capture capture, ByteBufAllocator alloc) {
    chunked = head.framing() == Framing.CHUNKED;
    this.whole = whole;
    this.sent = sent;
    this.capture = capture;
    this.alloc = alloc;
  }

  /// Counts content that has come and returns how much that makes.
  long count(int more) {
    bytes += more;
    return bytes;
  }

  /// Passes content on and takes it over.
  void content(ByteBuf content, Forwarding attempt) {
    capture.content(content);
    if (chunked) framing(chunkLine(content.readableBytes()), attempt);
    sent.content(content);
    attempt.write(content);
  }

  private ByteBuf chunkLine(int length) {
    ByteBuf line = alloc.directBuffer(16);
    if (chunkOpen) line.writeBytes(Octets.CRLF);
    chunkOpen = true;
    Octets.hex(length, line);
    return line.writeBytes(Octets.CRLF);
  }

  private void framing(ByteBuf piece, Forwarding attempt) {
    sent.framing(piece);
    attempt.write(piece);
  }

  /// Nothing more of the request comes.
  void becomeWhole() {
    whole = true;
  }

  boolean isWhole() {
    return whole;
  }

  /// Ends the request.
  void end(FieldLines trailers, ResponseEdit edit, Forwarding attempt) {
    if (chunked) {
      ByteBuf end = alloc.directBuffer(64);
      if (chunkOpen) end.writeBytes(Octets.CRLF);
      end.writeBytes(Octets.LAST_CHUNK);
      edit.trailers(trailers, end);
      framing(end.writeBytes(Octets.CRLF), attempt);
    }
    attempt.endRequest();
    attempt.flush();
  }
}
