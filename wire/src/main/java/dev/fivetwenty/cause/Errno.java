package dev.fivetwenty.cause;

import java.util.Set;

/// The error numbers of Linux that decide a verdict, by name.
///
/// An observation made elsewhere is translated to these before it is judged.
public final class Errno {

  public static final int NONE = 0;
  /// The transport cannot tell.
  public static final int UNKNOWN = -1;
  public static final int EPERM = 1;
  public static final int ENOMEM = 12;
  public static final int EACCES = 13;
  public static final int ENFILE = 23;
  public static final int EMFILE = 24;
  public static final int EPIPE = 32;
  public static final int EADDRNOTAVAIL = 99;
  public static final int ENETDOWN = 100;
  public static final int ENETUNREACH = 101;
  public static final int ECONNRESET = 104;
  public static final int ENOBUFS = 105;
  public static final int ETIMEDOUT = 110;
  public static final int ECONNREFUSED = 111;
  public static final int EHOSTDOWN = 112;
  public static final int EHOSTUNREACH = 113;

  private static final Set<Integer> LOST_ON_THE_WAY =
      Set.of(ETIMEDOUT, EHOSTUNREACH, ENETUNREACH, ENETDOWN, EHOSTDOWN);

  /// True when the kernel itself gave up waiting for the peer: neither side closed anything.
  static boolean isSilence(int errno) {
    return LOST_ON_THE_WAY.contains(errno);
  }

  /// True when the peer had reset the connection.
  static boolean isReset(int errno) {
    return errno == ECONNRESET || errno == EPIPE;
  }

  private Errno() {}
}
