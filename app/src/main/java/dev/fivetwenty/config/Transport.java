package dev.fivetwenty.config;

/// How sockets are driven.
public enum Transport {
  /// Epoll where its native library loads, else NIO.
  AUTO,
  EPOLL,
  NIO,
  /// Costs less than epoll on a busy machine, but many containers refuse it, and it has run for less long: never chosen by [#AUTO].
  IO_URING
}
