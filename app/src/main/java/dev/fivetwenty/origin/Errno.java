package dev.fivetwenty.origin;

import io.netty.channel.unix.Errors.NativeIoException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;

/// Error numbers of the operating system (Linux), taken from the transports' exceptions.
final class Errno {

  static final int UNKNOWN = -1;
  static final int NOT_PERMITTED = 1;
  static final int TOO_MANY_FILES = 24;
  static final int NO_ADDRESS = 99;
  static final int NET_UNREACHABLE = 101;
  static final int RESET = 104;
  static final int TIMED_OUT = 110;
  static final int REFUSED = 111;
  static final int HOST_UNREACHABLE = 113;

  private static final String NATIVE_NUMBER = "error(-";

  /// Returns the number of a failed read or write, or [#UNKNOWN] where the transport does not tell.
  static int of(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof NativeIoException told) return -told.expectedErr();
    }
    return UNKNOWN;
  }

  /// Returns the number of a connect that failed.
  ///
  /// @param atOnce connect itself said so, before anything could have come back
  static int ofConnect(Throwable thrown, boolean atOnce) {
    int told = of(thrown);
    if (told != UNKNOWN) return told;
    if (thrown instanceof NoRouteToHostException) {
      return atOnce ? NET_UNREACHABLE : HOST_UNREACHABLE;
    }
    if (thrown instanceof BindException) return NO_ADDRESS;
    int written = numberInMessage(thrown);
    if (written != UNKNOWN) return written;
    if (thrown instanceof ConnectException) return REFUSED;
    if (thrown instanceof java.net.SocketException) return atOnce ? NET_UNREACHABLE : RESET;
    return UNKNOWN;
  }

  /// Reads the number that the native transports write into the message of a [ConnectException],
  /// which has no field for it.
  private static int numberInMessage(Throwable thrown) {
    String message = thrown.getMessage();
    int at = message == null ? -1 : message.indexOf(NATIVE_NUMBER);
    if (at < 0) return UNKNOWN;
    int number = 0;
    for (int i = at + NATIVE_NUMBER.length(); i < message.length(); i++) {
      int digit = message.charAt(i) - '0';
      if (digit < 0 || digit > 9) break;
      number = number * 10 + digit;
    }
    return number > 0 && number < 4096 ? number : UNKNOWN;
  }

  private Errno() {}
}
