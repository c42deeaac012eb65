package dev.fivetwenty.origin.socket;

import dev.fivetwenty.cause.Tcp;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.unix.RawUnixChannelOption;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// Reads TCP_INFO of an open socket; tcp(7), `struct tcp_info` of linux/tcp.h.
public final class TcpInfo {

  private static final int IPPROTO_TCP = 6;
  private static final int TCP_INFO = 11;
  /// Up to and with `tcpi_bytes_received`, rounded up.
  private static final int LENGTH = 192;

  private static final int STATE = 0;
  private static final int RETRANSMITS = 2;
  private static final int UNACKED = 24;
  private static final int RTT = 68;
  private static final int TOTAL_RETRANSMITS = 100;
  private static final int BYTES_ACKED = 120;
  private static final int BYTES_RECEIVED = 128;

  private static final RawUnixChannelOption OPTION =
      new RawUnixChannelOption("TCP_INFO", IPPROTO_TCP, TCP_INFO, LENGTH);

  /// Returns what the system says, or nothing once the socket is closed.
  public static Optional<Tcp> read(Channel channel) {
    if (!channel.isOpen()) return Optional.empty();
    ByteBuffer info;
    try {
      info = channel.config().getOption(OPTION);
    } catch (ChannelException e) {
      // The descriptor went away between the two calls, or is not a TCP socket.
      return Optional.empty();
    }
    return info == null ? Optional.empty() : Optional.of(decode(info));
  }

  private static Tcp decode(ByteBuffer info) {
    ByteBuffer b = info.order(ByteOrder.nativeOrder());
    return new Tcp(
        b.get(STATE),
        b.getLong(BYTES_ACKED),
        b.getLong(BYTES_RECEIVED),
        b.getInt(UNACKED),
        b.get(RETRANSMITS),
        b.getInt(TOTAL_RETRANSMITS),
        Integer.toUnsignedLong(b.getInt(RTT)));
  }

  private TcpInfo() {}
}
