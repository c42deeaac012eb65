package dev.fivetwenty.origin;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;

/// Writes a request in bounded slices, so that a large body neither fills the outbound queue nor
/// hides its progress. Confined to the event loop.
final class RequestWriter {

  /// One TLS record.
  private static final int SLICE = 16 * 1024;
  private static final int MAX_IN_FLIGHT = 4 * SLICE;

  private final Channel channel;
  private final byte[] request;
  private final Progress progress;
  private int queued;
  private int written;
  private boolean over;

  /// What came of the slices.
  interface Progress {
    /// More of the request was taken by the system.
    void written(boolean whole);

    /// Nothing more can be written; the reply may still be there to read.
    void writeFailed(Throwable failure);
  }

  RequestWriter(Channel channel, byte[] request, Progress progress) {
    this.channel = channel;
    this.request = request;
    this.progress = progress;
  }

  void start() {
    if (request.length == 0) progress.written(true);
    else next();
  }

  private void next() {
    boolean any = false;
    while (!over && queued < request.length && queued - written < MAX_IN_FLIGHT) {
      int length = Math.min(SLICE, request.length - queued);
      var slice = Unpooled.wrappedBuffer(request, queued, length);
      queued += length;
      any = true;
      channel.write(slice).addListener(done -> taken(length, done.cause()));
    }
    if (any) channel.flush();
  }

  private void taken(int length, Throwable failure) {
    if (failure == null) written += length;
    if (over) return;
    if (failure != null) {
      over = true;
      progress.writeFailed(failure);
    } else {
      progress.written(written == request.length);
      next();
    }
  }

  /// Writes no further slice.
  void stop() {
    over = true;
  }

  int written() {
    return written;
  }

  boolean isWhole() {
    return written == request.length;
  }
}
