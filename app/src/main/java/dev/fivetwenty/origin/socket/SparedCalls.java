package dev.fivetwenty.origin.socket;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.IOException;

/// Spares TCP sockets calls to the system that Netty's epoll makes for each connection and that change
/// nothing; on another transport there are none. Confined to the event loop of the channel.
public final class SparedCalls {

  /// Has a socket that was accepted wait for bytes from its registration on. Netty would register it
  /// for nothing, and then change that.
  public static void readFromStart(Channel accepted) {
    if (accepted instanceof EpollSocketChannel && !accepted.isRegistered()) {
      accepted.unsafe().beginRead();
    }
  }

  /// Closes a channel for which nothing waits that is still worth writing: its descriptor first, which
  /// takes the socket out of the epoll set, too. Netty would do that by itself before, and ask whether
  /// to linger.
  public static void close(Channel channel) {
    try {
      if (channel instanceof EpollSocketChannel socket) socket.fd().close();
    } catch (IOException e) {
      // The descriptor is gone even so; close(2).
    }
    channel.close();
  }

  private SparedCalls() {}
}
