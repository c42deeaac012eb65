package dev.fivetwenty.config;

/// How sockets are driven.
public enum Transport {
  /// Epoll where its native library loads, else NIO.
  AUTO,
  EPOLL,
  NIO,
  /// Never chosen by [#AUTO]: on it a reset that follows data can be lost.
  IO_URING
}
