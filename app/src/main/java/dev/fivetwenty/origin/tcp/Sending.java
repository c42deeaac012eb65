package dev.fivetwenty.origin.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.unix.IovArray;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;

/// Gives a socket what waits for it, until the system takes no more. Confined to the event loop.
final class Sending {

  /// In one call.
  private static final int MAX_BYTES = 1024 * 1024;

  /// As many are there in one call at most.
  private static final int MAX_PIECES = 64;

  /// Calls in a row before others have their turn.
  private static final int MAX_CALLS = 16;

  /// One for all sockets of a loop: it is used within a call only.
  private static final FastThreadLocal<IovArray> PIECES =
      new FastThreadLocal<>() {
        @Override
        protected IovArray initialValue() {
          return new IovArray(MAX_PIECES);
        }

        @Override
        protected void onRemoval(IovArray pieces) {
          pieces.release();
        }
      };

  private final TcpSocket socket;
  private boolean isBlocked;

  Sending(TcpSocket socket) {
    this.socket = socket;
  }

  /// Returns whether the system takes no more for now: it will tell when it does.
  boolean isBlocked() {
    return isBlocked;
  }

  void unblock() {
    isBlocked = false;
  }

  /// Sends what was flushed.
  ///
  /// @return whether something is left that the system might take at once
  boolean send(ChannelOutboundBuffer waiting) throws Exception {
    for (int calls = 0; calls < MAX_CALLS; calls++) {
      if (waiting.isEmpty()) return false;
      boolean all = isOnePiece(waiting) ? one(waiting) : many(waiting);
      if (!all) {
        // It took a part: that it is full is known without asking again.
        isBlocked = true;
        return false;
      }
    }
    return !waiting.isEmpty();
  }

  private static boolean isOnePiece(ChannelOutboundBuffer waiting) {
    return waiting.size() == 1 && ((ByteBuf) waiting.current()).nioBufferCount() == 1;
  }

  private boolean one(ChannelOutboundBuffer waiting) throws IOException {
    var bytes = (ByteBuf) waiting.current();
    int length = bytes.readableBytes();
    int sent = length == 0 ? 0 : socket.send(bytes);
    if (sent == length) waiting.remove();
    else waiting.removeBytes(sent);
    return sent == length;
  }

  private boolean many(ChannelOutboundBuffer waiting) throws Exception {
    IovArray pieces = PIECES.get();
    pieces.clear();
    pieces.maxBytes(MAX_BYTES);
    waiting.forEachFlushedMessage(pieces);
    long length = pieces.size();
    long sent = length == 0 ? 0 : socket.writevAddresses(pieces.memoryAddress(0), pieces.count());
    waiting.removeBytes(sent);
    return sent == length;
  }
}
