package dev.fivetwenty.cause;

import java.time.Duration;

/// How the TCP connection came about, or why not.
///
/// @param remote  `address:port`, or `unix:path`
/// @param local   `address:port`, empty while there is none
/// @param errno   of the operating system (111 refused, 110 timed out, 101 and 113 unreachable, 104 reset), 0 for
///                none, -1 when the transport cannot tell
/// @param timedOut our own timer ended the wait
public record Connect(String remote, String local, int errno, boolean timedOut, Duration took) {

  public boolean isUp() {
    return errno == 0 && !timedOut;
  }

  /// Returns the address of [#remote], without port and brackets; empty for a Unix socket, which has none.
  public String address() {
    return address(remote);
  }

  /// Returns the port of [#remote]; empty for a Unix socket.
  public String port() {
    int colon = remote.lastIndexOf(':');
    return isUnix(remote) || colon < 0 ? "" : remote.substring(colon + 1);
  }

  /// Returns who may have reset it before anything was sent: on one host there is nothing between.
  Party resetBy() {
    return isOnOneHost() ? Party.ORIGIN : Party.NETWORK;
  }

  private boolean isOnOneHost() {
    String host = address();
    return isUnix(remote) || host.startsWith("127.") || host.equals("::1") || host.equals(address(local));
  }

  private static boolean isUnix(String socket) {
    return socket.startsWith("unix:");
  }

  private static String address(String socket) {
    if (isUnix(socket)) return "";
    int colon = socket.lastIndexOf(':');
    String host = colon < 0 ? socket : socket.substring(0, colon);
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
