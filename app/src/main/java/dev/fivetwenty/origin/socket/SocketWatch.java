package dev.fivetwenty.origin.socket;

import dev.fivetwenty.cause.Tcp;
import dev.fivetwenty.wire.Ending;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// Stands next to the socket, in front of TLS: counts raw bytes and knows how the peer's stopped.
///
/// The system's error of a socket is told once, to whichever call comes first, so the ending is
/// decided by errno and TCP_INFO together. Confined to the event loop.
public final class SocketWatch extends ChannelDuplexHandler {

  /// After so long no reset follows a close any more that belongs to it.
  public static final Duration SETTLED = Duration.ofMillis(10);

  /// What a peer's program may take from one call to the next.
  private static final Duration SETTLED_AT_BEST = Duration.ofMillis(2);

  private final boolean isNative;
  private final TlsRecords records;
  private Channel channel;
  private Runnable ownAlert;
  private long received;
  private long queued;
  private long written;
  private int readErrno;
  private int writeErrno;
  private boolean readFailed;
  private boolean writeFailed;
  private boolean inputClosed;
  /// Null as long as it was not read.
  private Tcp tcp;
  /// Of `tcp`, 0 without it.
  private int state;

  /// @param isNative errno and TCP_INFO can be had of this socket
  /// @param records sees every byte of a TLS connection; null on a plain one
  public SocketWatch(boolean isNative, TlsRecords records) {
    this.isNative = isNative;
    this.records = records;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx.channel();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    ByteBuf bytes = (ByteBuf) msg;
    received += bytes.readableBytes();
    if (records == null) {
      ctx.fireChannelRead(msg);
      return;
    }
    records.inbound(bytes);
    int alerts = records.encryptedAlertsSent();
    ctx.fireChannelRead(msg);
    if (ownAlert != null && records.encryptedAlertsSent() != alerts) {
      ctx.executor().execute(ownAlert);
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    ByteBuf bytes = (ByteBuf) msg;
    int length = bytes.readableBytes();
    queued += length;
    if (records != null) records.outbound(bytes);
    ctx.write(msg, promise.unvoid()).addListener(done -> written(length, done.cause()));
  }

  private void written(int length, Throwable failure) {
    if (failure == null) {
      written += length;
    } else if (!writeFailed && failure instanceof IOException) {
      writeFailed = true;
      writeErrno = SystemErrors.of(failure);
      snapshot();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
    if (thrown instanceof IOException && !(thrown instanceof SSLException) && !readFailed) {
      readFailed = true;
      readErrno = SystemErrors.of(thrown);
      snapshot();
    }
    ctx.fireExceptionCaught(thrown);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent && !inputClosed) {
      inputClosed = true;
      snapshot();
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    // TLS closes by itself; whoever closes a plain connection has looked before, or does not ask.
    if (records != null) snapshot();
    ctx.close(promise);
  }

  /// Has a step run, on the loop, when TLS answers what it reads with an alert.
  public void whenAnsweredWithAlert(Runnable step) {
    ownAlert = step;
  }

  /// Reads TCP_INFO if the socket is still open; the last reading stays.
  public Optional<Tcp> snapshot() {
    if (isNative) TcpInfo.read(channel).ifPresent(this::note);
    return tcp();
  }

  private void note(Tcp info) {
    tcp = info;
    state = info.state();
  }

  public Optional<Tcp> tcp() {
    return Optional.ofNullable(tcp);
  }

  /// Returns how the peer's bytes stopped, as far as it is known by now; OPEN if they did not.
  public Ending ending() {
    if (readFailed) return SystemErrors.isReset(readErrno) ? Ending.RST : Ending.SILENCE;
    if (state == Tcp.CLOSED) return finCounted() ? Ending.FIN_RST : Ending.RST;
    if (writeFailed && tcp == null) return Ending.RST;
    return inputClosed || state == Tcp.CLOSE_WAIT ? Ending.FIN : Ending.OPEN;
  }

  /// A FIN counts as one byte received; without an end of input, more bytes may just be unread.
  private boolean finCounted() {
    return inputClosed && tcp.bytesReceived() > received;
  }

  /// Returns whether a reset may yet follow what looks like an orderly close.
  public boolean mayBeReset() {
    return isNative && channel.isOpen() && ending() != Ending.RST && ending() != Ending.FIN_RST;
  }

  /// Returns how long a reset may lag behind a close, going by what a round trip takes: within one the peer's
  /// system answers what it got too late.
  public Duration settling() {
    return settling(tcp == null ? 0 : tcp.rttMicros());
  }

  /// @param roundTrip in microseconds, 0 for unknown
  static Duration settling(long roundTrip) {
    if (roundTrip == 0) return SETTLED;
    return Duration.ofNanos(Math.clamp(2000 * roundTrip, SETTLED_AT_BEST.toNanos(), SETTLED.toNanos()));
  }

  /// Returns whether the system says that the connection is no longer whole, unlike what was seen.
  public boolean isGone() {
    return state == Tcp.CLOSED || state == Tcp.CLOSE_WAIT;
  }

  /// Returns whether the peer's TCP acknowledged raw bytes up to `position`: 1, 0, or -1 for unknown.
  public int acked(long position) {
    if (tcp == null || tcp.bytesAcked() < 0) return -1;
    // The SYN counts as one.
    return tcp.bytesAcked() - 1 >= position ? 1 : 0;
  }

  public long received() {
    return received;
  }

  /// Returns the raw bytes handed to the transport, taken by the system or not yet.
  public long queued() {
    return queued;
  }

  /// Returns the raw bytes that the system took.
  public long written() {
    return written;
  }

  public int readErrno() {
    return readErrno;
  }

  public int writeErrno() {
    return writeErrno;
  }

  public boolean isInputClosed() {
    return inputClosed || readFailed;
  }
}
