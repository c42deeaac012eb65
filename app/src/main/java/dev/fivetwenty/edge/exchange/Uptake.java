package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.cause.Tcp;
import dev.fivetwenty.origin.TcpInfo;
import io.netty.channel.Channel;

/// How much of what was sent a client's TCP has acknowledged: a slow reader takes something, a dead
/// one nothing. Confined to the event loop.
final class Uptake {

  private final Channel channel;
  private long noted;

  Uptake(Channel channel) {
    this.channel = channel;
  }

  /// Notes where the client is by now.
  void note() {
    noted = acked();
  }

  /// Returns whether the client has taken anything since that was noted.
  boolean hasGrown() {
    return acked() > noted;
  }

  private long acked() {
    return TcpInfo.read(channel).map(Tcp::bytesAcked).orElse(-1L);
  }
}
