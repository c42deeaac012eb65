package dev.fivetwenty.origin.socket;

/// How sockets are driven.
public enum TransportChoice {
  /// Epoll where its native library loads, else NIO.
  AUTO,
  EPOLL,
  /// The JDK's own, which tells neither errno nor TCP_INFO.
  NIO,
  /// Costs less than epoll on a busy machine, but many containers refuse it, and it has run for less long: never chosen by [#AUTO].
  IO_URING
}
