package dev.fivetwenty.origin.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A descriptor of a TCP socket that never blocks. Not synchronised.
final class TcpSocket extends Socket {

  TcpSocket(int descriptor) {
    super(descriptor);
  }

  /// Makes a socket with TCP_NODELAY, which those that it accepts inherit.
  ///
  /// @param family null for IPv6 with IPv4 in it, where this machine has that
  /// @throws ChannelException when there is none to be had
  static TcpSocket of(SocketProtocolFamily family) {
    var socket = new TcpSocket(newSocketStream0(family));
    try {
      socket.setTcpNoDelay(true);
      return socket;
    } catch (IOException e) {
      socket.closeQuietly();
      throw new ChannelException(e);
    }
  }

  private void closeQuietly() {
    try {
      close();
    } catch (IOException e) {
      // The descriptor is gone even so; close(2).
    }
  }

  /// Reads as much as there is room for, behind what is in the buffer.
  ///
  /// @return how much, 0 where nothing is there now, -1 at the end
  int receive(ByteBuf into) throws IOException {
    int at = into.writerIndex();
    int read;
    if (into.hasMemoryAddress()) {
      read = recvAddress(into.memoryAddress(), at, into.capacity());
    } else {
      ByteBuffer room = into.internalNioBuffer(at, into.writableBytes());
      read = recv(room, room.position(), room.limit());
    }
    if (read > 0) into.writerIndex(at + read);
    return read;
  }

  /// Sends what is readable of a direct buffer, which does not move.
  ///
  /// @return how much the system took
  int send(ByteBuf bytes) throws IOException {
    if (bytes.hasMemoryAddress()) {
      return sendAddress(bytes.memoryAddress(), bytes.readerIndex(), bytes.writerIndex());
    }
    ByteBuffer readable = bytes.internalNioBuffer(bytes.readerIndex(), bytes.readableBytes());
    return send(readable, readable.position(), readable.limit());
  }
}
