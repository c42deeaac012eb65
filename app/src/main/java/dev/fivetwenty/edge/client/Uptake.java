package dev.fivetwenty.edge.client;

import dev.fivetwenty.cause.Tcp;
import dev.fivetwenty.origin.socket.TcpInfo;
import io.netty.channel.Channel;

/// How much of what was sent a client's TCP has acknowledged: a slow reader takes something, a dead
/// one nothing. Confined to the event loop.
public final class Uptake {

  private final Channel channel;
  private long noted;

  public Uptake(Channel channel) {
    this.channel = channel;
  }

  /// Notes where the client is by now.
  public void note() {
    noted = acked();
  }

  /// Returns whether the client has taken anything since that was noted.
  public boolean hasGrown() {
    return acked() > noted;
  }

  private long acked() {
    return TcpInfo.read(channel).map(Tcp::bytesAcked).orElse(-1L);
  }
}
