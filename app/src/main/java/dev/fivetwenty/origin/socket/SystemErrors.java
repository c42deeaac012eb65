package dev.fivetwenty.origin.socket;

import dev.fivetwenty.cause.Errno;
import io.netty.channel.unix.Errors.NativeIoException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;

/// Takes the [Errno] of the operating system out of the transports' exceptions.
public final class SystemErrors {

  private static final int ENOENT = 2;
  private static final int EAGAIN = 11;

  private static final String NATIVE_NUMBER = "error(-";

  /// Returns the number of a failed read or write, or [Errno#UNKNOWN] where the transport does not tell.
  public static int of(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof NativeIoException told) return -told.expectedErr();
    }
    return Errno.UNKNOWN;
  }

  /// Returns whether a failed read says that the peer reset the connection; all that a transport
  /// without numbers can tell is that.
  static boolean isReset(int errno) {
    return errno == Errno.ECONNRESET || errno == Errno.EPIPE || errno == Errno.UNKNOWN;
  }

  /// Returns the number of a connect that failed.
  ///
  /// @param atOnce connect itself said so, before anything could have come back
  public static int ofConnect(Throwable thrown, boolean atOnce) {
    int told = of(thrown);
    if (told != Errno.UNKNOWN) return told;
    if (thrown instanceof NoRouteToHostException) {
      return atOnce ? Errno.ENETUNREACH : Errno.EHOSTUNREACH;
    }
    if (thrown instanceof BindException) return Errno.EADDRNOTAVAIL;
    int written = numberInMessage(thrown);
    if (written != Errno.UNKNOWN) return written;
    if (thrown instanceof ConnectException) return Errno.ECONNREFUSED;
    if (thrown instanceof SocketException) return atOnce ? Errno.ENETUNREACH : Errno.ECONNRESET;
    return Errno.UNKNOWN;
  }

  /// Returns the number of a connect to a Unix domain socket that failed. That there is no such
  /// socket, or that nobody takes more connections from it, is what a refusal is to TCP.
  public static int ofUnixConnect(Throwable thrown) {
    int told = of(thrown);
    if (told == Errno.UNKNOWN) told = numberInMessage(thrown);
    boolean refused = told == ENOENT || told == EAGAIN || told == Errno.UNKNOWN;
    return refused && thrown instanceof IOException ? Errno.ECONNREFUSED : told;
  }

  /// Reads the number that the native transports write into the message of a [ConnectException],
  /// which has no field for it.
  private static int numberInMessage(Throwable thrown) {
    String message = thrown.getMessage();
    int at = message == null ? -1 : message.indexOf(NATIVE_NUMBER);
    if (at < 0) return Errno.UNKNOWN;
    int number = 0;
    for (int i = at + NATIVE_NUMBER.length(); i < message.length(); i++) {
      int digit = message.charAt(i) - '0';
      if (digit < 0 || digit > 9) break;
      number = number * 10 + digit;
    }
    return number > 0 && number < 4096 ? number : Errno.UNKNOWN;
  }

  private SystemErrors() {}
}
