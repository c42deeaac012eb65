package dev.fivetwenty.origin.socket;

/// How sockets are driven.
public enum TransportChoice {
  /// Epoll where its native library loads, else NIO.
  AUTO,
  EPOLL,
  /// The JDK's own, which tells neither errno nor TCP_INFO.
  NIO,
  /// Never chosen by [#AUTO]: on it a reset that follows data can be lost.
  IO_URING
}
