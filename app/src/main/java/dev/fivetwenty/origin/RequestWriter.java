package dev.fivetwenty.origin;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;

/// Writes a request that is there as a whole, in bounded slices, so that a large body neither fills
/// the outbound queue nor hides its progress. Confined to the event loop.
final class RequestWriter implements Outgoing {

  /// One TLS record.
  private static final int SLICE = 16 * 1024;
  private static final int MAX_IN_FLIGHT = 4 * SLICE;

  private final byte[] request;
  private Channel channel;
  private Progress progress;
  private int queued;
  private int written;
  private boolean over;

  RequestWriter(byte[] request) {
    this.request = request;
  }

  @Override
  public void start(Channel to, Progress told) {
    channel = to;
    progress = told;
    if (request.length == 0) progress.written(true);
    else next();
  }

  private void next() {
    boolean any = false;
    while (!over && queued < request.length && queued - written < MAX_IN_FLIGHT) {
      int length = Math.min(SLICE, request.length - queued);
      var slice = Unpooled.wrappedBuffer(request, queued, length);
      queued += length;
      if (!any) progress.writing();
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
      return;
    }
    if (written == queued) progress.written(isWhole());
    else progress.writing();
    next();
  }

  @Override
  public void stop() {
    over = true;
  }

  @Override
  public long total() {
    return request.length;
  }

  @Override
  public long written() {
    return written;
  }

  @Override
  public boolean isWhole() {
    return written == request.length;
  }
}
