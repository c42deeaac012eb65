package dev.fivetwenty.cause;

import java.time.Duration;

/// How the TCP connection came about, or why not.
///
/// @param remote  `address:port`
/// @param local   `address:port`, empty while there is none
/// @param errno   of the operating system (111 refused, 110 timed out, 101 and 113 unreachable, 104 reset), 0 for
///                none, -1 when the transport cannot tell
/// @param timedOut our own timer ended the wait
public record Connect(String remote, String local, int errno, boolean timedOut, Duration took) {

  public boolean isUp() {
    return errno == 0 && !timedOut;
  }

  /// Returns who may have reset it before anything was sent: on one host there is nothing between.
  Party resetBy() {
    return isOnOneHost() ? Party.ORIGIN : Party.NETWORK;
  }

  private boolean isOnOneHost() {
    String host = host(remote);
    return host.startsWith("127.") || host.equals("[::1]") || host.equals(host(local));
  }

  private static String host(String socket) {
    return socket.substring(0, Math.max(0, socket.lastIndexOf(':')));
  }
}
