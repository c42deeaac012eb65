package dev.fivetwenty.origin.socket;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoHandler;

/// Netty's io_uring, on which nothing that a peer did is lost.
///
/// By itself Netty polls a socket once for good, and is told of each change, not of what is there. It ends a
/// reading when the kernel counts no more bytes in the socket; a reset behind the last one is no byte.
/// So whoever sends and resets before the first read was never seen to leave. Here a socket is polled
/// anew for each reading. That alone tells a reset only to who reads, so a peer that hung
/// up is read to its end even then, as on epoll.
final class Ring extends LayeredIoHandler {

  /// Of linux/io_uring.h.
  private static final byte IORING_OP_POLL_ADD = 6;
  private static final byte IORING_OP_RECV = 27;
  private static final int IORING_CQE_F_SOCK_NONEMPTY = 1 << 2;

  /// POLLERR, POLLHUP and POLLRDHUP of poll(2).
  private static final int HUNG_UP = 0x8 | 0x10 | 0x2000;

  static {
    System.setProperty("io.netty.iouring.pollAddMultishotEnabled", "false");
    // One accept for many connections does not tell the peers' addresses, and who has reset its
    // connection has none to be asked for.
    System.setProperty("io.netty.iouring.acceptMultiShotEnabled", "false");
  }

  private Ring(IoHandler uring) {
    super(uring);
  }

  /// Returns why this machine has no io_uring, or null where it has. To be asked before any class of Netty's
  /// io_uring is used: it reads its settings once.
  static Throwable unavailability() {
    return IoUring.unavailabilityCause();
  }

  static IoHandlerFactory newFactory() {
    return factory(IoUringIoHandler.newFactory(), Ring::new);
  }

  @Override
  public IoRegistration register(IoHandle handle) throws Exception {
    return under.register(new Reading((IoUringIoHandle) handle));
  }

  @SuppressWarnings("try") // As the interface of it says.
  private static final class Reading implements IoUringIoHandle {

    private final IoUringIoHandle of;
    private boolean hungUp;

    Reading(IoUringIoHandle of) {
      this.of = of;
    }

    @Override
    public void handle(IoRegistration registration, IoEvent told) {
      var event = (IoUringIoEvent) told;
      if (event.opcode() == IORING_OP_POLL_ADD && event.res() > 0) {
        hungUp |= (event.res() & HUNG_UP) != 0;
      }
      of.handle(registration, hungUp && hasRead(event) ? withMoreBehind(event) : event);
    }

    private static boolean hasRead(IoUringIoEvent event) {
      return event.opcode() == IORING_OP_RECV && event.res() > 0;
    }

    private static IoUringIoEvent withMoreBehind(IoUringIoEvent read) {
      return new IoUringIoEvent(
          read.res(), read.flags() | IORING_CQE_F_SOCK_NONEMPTY, read.opcode(), read.userData());
    }

    @Override
    public void registered() {
      of.registered();
    }

    @Override
    public void unregistered() {
      of.unregistered();
    }

    @Override
    public void close() throws Exception {
      of.close();
    }
  }
}
