package dev.fivetwenty.cli.render;

/// Names for the error numbers of Linux that an attempt meets.
public final class Errno {

  public static String text(int errno) {
    return switch (errno) {
      case 0 -> "no error";
      case 13 -> "permission denied (errno 13)";
      case 24 -> "too many open files (errno 24)";
      case 32 -> "broken pipe (errno 32)";
      case 99 -> "no local address or port (errno 99)";
      case 101 -> "network unreachable (errno 101)";
      case 104 -> "connection reset (errno 104)";
      case 110 -> "connection timed out (errno 110)";
      case 111 -> "connection refused (errno 111)";
      case 113 -> "host unreachable (errno 113)";
      case -1 -> "failed, the transport cannot tell why";
      default -> "errno " + errno;
    };
  }

  private Errno() {}
}
