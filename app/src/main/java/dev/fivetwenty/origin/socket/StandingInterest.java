package dev.fivetwenty.origin.socket;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoOps;

/// Netty's epoll, with a socket that nobody wants to hear of left in the set.
///
/// Since 4.2.12 Netty takes a socket out of the set when no event is wanted of it, and then
/// changes it as if it were still there, which fails: a connection whose peer has closed its half could
/// not be waited on for room to write any more. So "nothing" becomes "nothing but an error, told
/// once".
final class StandingInterest extends LayeredIoHandler {

  private StandingInterest(IoHandler epoll) {
    super(epoll);
  }

  static IoHandlerFactory over(IoHandlerFactory epoll) {
    return factory(epoll, StandingInterest::new);
  }

  @Override
  public IoRegistration register(IoHandle handle) throws Exception {
    return new Standing(under.register(handle));
  }

  private record Standing(IoRegistration of) implements IoRegistration {

    @Override
    public <T> T attachment() {
      return of.attachment();
    }

    @Override
    public long submit(IoOps ops) {
      return of.submit(EpollIoOps.NONE.equals(ops) ? EpollIoOps.EPOLLET : ops);
    }

    @Override
    public boolean isValid() {
      return of.isValid();
    }

    @Override
    public boolean cancel() {
      return of.cancel();
    }
  }
}
