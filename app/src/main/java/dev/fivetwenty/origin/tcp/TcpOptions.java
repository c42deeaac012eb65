package dev.fivetwenty.origin.tcp;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.unix.RawUnixChannelOption;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The options of a [TcpChannel]: those that every channel has, half-closure, SO_LINGER, and what
/// getsockopt(2) can be asked for.
final class TcpOptions extends DefaultChannelConfig {

  /// How much is read at once: from little to much, as bytes come faster than they are read.
  private static final AdaptiveRecvByteBufAllocator READS = new AdaptiveRecvByteBufAllocator();

  private final TcpSocket socket;
  private final Runnable readsNoMore;
  private boolean allowHalfClosure;

  /// @param readsNoMore is told when nothing is to be read for now
  TcpOptions(TcpChannel channel, TcpSocket socket, Runnable readsNoMore) {
    super(channel, READS);
    this.socket = socket;
    this.readsNoMore = readsNoMore;
  }

  boolean isAllowHalfClosure() {
    return allowHalfClosure;
  }

  @Override
  protected void autoReadCleared() {
    readsNoMore.run();
  }

  @Override
  @SuppressWarnings("unchecked") // An option has the type of its value.
  public <T> T getOption(ChannelOption<T> option) {
    if (option == ChannelOption.ALLOW_HALF_CLOSURE) return (T) Boolean.valueOf(allowHalfClosure);
    return option instanceof RawUnixChannelOption raw ? (T) ask(raw) : super.getOption(option);
  }

  private ByteBuffer ask(RawUnixChannelOption option) {
    ByteBuffer answer = ByteBuffer.allocate(option.length());
    try {
      socket.getRawOpt(option.level(), option.optname(), answer);
    } catch (IOException e) {
      throw new ChannelException(e);
    }
    return answer.flip();
  }

  @Override
  public <T> boolean setOption(ChannelOption<T> option, T value) {
    validate(option, value);
    if (option == ChannelOption.ALLOW_HALF_CLOSURE) {
      allowHalfClosure = (Boolean) value;
    } else if (option == ChannelOption.SO_LINGER) {
      linger((Integer) value);
    } else {
      return super.setOption(option, value);
    }
    return true;
  }

  private void linger(int seconds) {
    try {
      socket.setSoLinger(seconds);
    } catch (IOException e) {
      throw new ChannelException(e);
    }
  }
}
