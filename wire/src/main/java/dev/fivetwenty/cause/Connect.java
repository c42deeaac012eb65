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
}
