package dev.fivetwenty.origin.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.NotYetConnectedException;

/// A TCP connection, made or accepted, over Netty's epoll.
///
/// ```text
/// to accept   accept4, getsockname, epoll_ctl
/// to connect  socket, getsockname, setsockopt, connect, getsockname, epoll_ctl, getsockopt
/// to close    close
/// ```
///
/// What is small is handed on and sent in [Round]s, so a write has not reached the system when `flush`
/// returns. It has no limit of its own for the time that connecting takes; TCP_NODELAY is always set.
/// Confined to its event loop, but for what a [Channel] allows.
public final class TcpChannel extends EpollSocket implements DuplexChannel {

  private static final EpollIoOps READING =
      EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLRDHUP).with(EpollIoOps.EPOLLET);
  private static final EpollIoOps BOTH = READING.with(EpollIoOps.EPOLLOUT);

  private static final int IN = EpollIoOps.EPOLLIN.value();
  private static final int OUT = EpollIoOps.EPOLLOUT.value();
  private static final int ERROR = EpollIoOps.EPOLLERR.value();
  /// EPOLLHUP, for which Netty has no name, or EPOLLRDHUP.
  private static final int HUNG_UP = 0x10 | EpollIoOps.EPOLLRDHUP.value();

  private final Receiving receiving;
  private final Sending sending;
  private final TcpOptions options;
  private final Runnable turn = this::sendFlushed;
  private Round.Both rounds;
  private boolean awaitsTurn;
  private EpollIoOps interest = READING;
  private ChannelPromise connecting;
  private InetSocketAddress target;
  private InetSocketAddress local;
  /// Where it is, or was, connected to.
  private InetSocketAddress remote;

  private TcpChannel(Channel parent, TcpSocket socket) {
    super(parent, socket);
    receiving = new Receiving(this, socket);
    sending = new Sending(socket);
    options = new TcpOptions(this, socket, receiving::wantNoMore);
  }

  /// Returns a channel that can be connected.
  ///
  /// @param family null for IPv6 and IPv4
  /// @throws io.netty.channel.ChannelException when the system gives no socket
  public static TcpChannel of(SocketProtocolFamily family) {
    return new TcpChannel(null, TcpSocket.of(family));
  }

  /// Takes over a socket that was accepted.
  static TcpChannel accepted(TcpListener by, TcpSocket socket, InetSocketAddress remote) {
    var channel = new TcpChannel(by, socket);
    channel.remote = remote;
    channel.active = true;
    return channel;
  }

  Round.Both rounds() {
    return rounds;
  }

  // What epoll tells.

  @Override
  void told(int events) {
    if (connecting != null && interest == BOTH && (events & (OUT | ERROR)) != 0) finishConnect();
    if (!active) return;
    if ((events & (OUT | ERROR)) != 0) sendOn();
    boolean error = (events & ERROR) != 0;
    boolean end = error || (events & HUNG_UP) != 0;
    if (end || (events & IN) != 0) receiving.told(end, error);
  }

  private void sendOn() {
    sending.unblock();
    if (!socket.isOutputShutdown()) ((Unsafe) unsafe()).sendNow();
  }

  /// Sends what was flushed and waits for its turn.
  private void sendFlushed() {
    if (!awaitsTurn) return;
    awaitsTurn = false;
    if (!sending.isBlocked()) ((Unsafe) unsafe()).sendNow();
  }

  @Override
  protected void doBeginRead() {
    receiving.want();
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer waiting) throws Exception {
    boolean hasMore = sending.send(waiting);
    if (hasMore || sending.isBlocked() && interest != BOTH) wantRoom();
  }

  private void wantRoom() {
    interest = BOTH;
    tellAgain();
  }

  /// Has epoll tell what is true by now, once it has told what others waited for.
  void tellAgain() {
    tell(interest);
  }

  /// The system reads from memory that does not move.
  @Override
  protected Object filterOutboundMessage(Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      throw new UnsupportedOperationException(message.getClass() + " on a socket");
    }
    if (bytes.isDirect()) return bytes;
    ByteBuf copy = alloc().directBuffer(bytes.readableBytes());
    copy.writeBytes(bytes);
    bytes.release();
    return copy;
  }

  // From nothing to a connection and back.

  @Override
  void registered() {
    rounds = Round.Both.of(eventLoop());
    if (active) tell(interest);
  }

  private void open(SocketAddress to, SocketAddress from, ChannelPromise promise)
      throws IOException {
    if (connecting != null) throw new ConnectionPendingException();
    if (active) throw new AlreadyConnectedException();
    if (from != null) socket.bind(from);
    boolean connected = socket.connect(to);
    target = (InetSocketAddress) to;
    local = socket.localAddress();
    if (connected) {
      tell(interest);
      connected(promise);
      return;
    }
    connecting = promise;
    // What the loop is about to tell may be of a closed socket that had the same number.
    eventLoop().execute(this::wantRoom);
  }

  private void finishConnect() {
    ChannelPromise promise = connecting;
    try {
      if (!socket.finishConnect()) return;
      connecting = null;
      connected(promise);
    } catch (IOException e) {
      connecting = null;
      ((Unsafe) unsafe()).failed(promise, e, target);
    }
  }

  private void connected(ChannelPromise promise) {
    remote = target;
    active = true;
    boolean isWanted = promise.trySuccess();
    pipeline().fireChannelActive();
    if (!isWanted) close();
  }

  @Override
  protected void doBind(SocketAddress address) throws IOException {
    socket.bind(address);
    local = socket.localAddress();
  }

  @Override
  protected void doDisconnect() throws IOException {
    doClose();
  }

  @Override
  protected void doClose() throws IOException {
    active = false;
    receiving.stop();
    if (connecting != null) connecting.tryFailure(new ClosedChannelException());
    connecting = null;
    super.doClose();
  }

  @Override
  protected void doShutdownOutput() throws IOException {
    socket.shutdown(false, true);
  }

  @Override
  public ChannelFuture shutdownOutput() {
    return shutdownOutput(newPromise());
  }

  @Override
  public ChannelFuture shutdownOutput(ChannelPromise promise) {
    if (eventLoop().inEventLoop()) endOutput(promise);
    else eventLoop().execute(() -> endOutput(promise));
    return promise;
  }

  private void endOutput(ChannelPromise promise) {
    sendFlushed();
    ((Unsafe) unsafe()).shutdownOutput(promise);
  }

  @Override
  public ChannelFuture shutdownInput() {
    return shutdownInput(newPromise());
  }

  @Override
  public ChannelFuture shutdownInput(ChannelPromise promise) {
    try {
      socket.shutdown(true, false);
      return promise.setSuccess();
    } catch (IOException | NotYetConnectedException e) {
      return promise.setFailure(e);
    }
  }

  @Override
  public ChannelFuture shutdown() {
    return shutdown(newPromise());
  }

  @Override
  public ChannelFuture shutdown(ChannelPromise promise) {
    shutdownInput();
    return shutdownOutput(promise);
  }

  @Override
  public boolean isInputShutdown() {
    return receiving.isOver();
  }

  @Override
  public boolean isOutputShutdown() {
    return socket.isOutputShutdown();
  }

  @Override
  public boolean isShutdown() {
    return isInputShutdown() && isOutputShutdown();
  }

  @Override
  public TcpOptions config() {
    return options;
  }

  @Override
  protected SocketAddress localAddress0() {
    if (local == null && active) local = socket.localAddress();
    return local;
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return remote;
  }

  @Override
  protected AbstractUnsafe newUnsafe() {
    return new Unsafe();
  }

  private final class Unsafe extends AbstractUnsafe {

    @Override
    public void connect(SocketAddress to, SocketAddress from, ChannelPromise promise) {
      if (promise.isDone() || !ensureOpen(promise)) return;
      try {
        open(to, from, promise);
      } catch (IOException | RuntimeException e) {
        failed(promise, e, to);
      }
    }

    private void failed(ChannelPromise promise, Exception why, SocketAddress to) {
      promise.tryFailure(annotateConnectException(why, to));
      closeIfClosed();
    }

    @Override
    protected void flush0() {
      ChannelOutboundBuffer waiting = outboundBuffer();
      if (sending.isBlocked() || waiting == null || waiting.isEmpty()) return;
      if (waiting.totalPendingWriteBytes() > Round.SMALL) {
        sendNow();
      } else if (!awaitsTurn) {
        awaitsTurn = true;
        rounds.sending().add(turn);
      }
    }

    @Override
    public void close(ChannelPromise promise) {
      sendFlushed();
      super.close(promise);
    }

    private void sendNow() {
      super.flush0();
    }
  }
}
