package dev.fivetwenty.edge.listener;

import dev.fivetwenty.cause.Errno;
import dev.fivetwenty.config.Endpoint;
import dev.fivetwenty.config.Listener;
import dev.fivetwenty.origin.ConfigurationProblem;
import io.netty.channel.unix.Errors.NativeIoException;

/// Says why a socket could not be bound, and what to do.
///
/// The JDK's own transport tells no error number; what the system said is shown then.
final class BindProblems {

  private static final int ENOENT = 2;
  private static final int EADDRINUSE = 98;

  static String subject(Listener listener) {
    return "listen " + listener.address();
  }

  static ConfigurationProblem of(Listener listener, Throwable thrown) {
    return new ConfigurationProblem(subject(listener), problem(listener.address(), thrown), thrown);
  }

  private static String problem(Endpoint address, Throwable thrown) {
    boolean unix = address instanceof Endpoint.Unix;
    int errno = thrown instanceof NativeIoException told ? -told.expectedErr() : Errno.UNKNOWN;
    return switch (errno) {
      case EADDRINUSE ->
          unix
              ? "the path is in use; another program, or another edge, listens there"
              : "the port is in use; another program, or another edge, listens there";
      case Errno.EACCES, Errno.EPERM ->
          unix
              ? "no permission to make a socket there; the folder must be writable for the edge"
              : "no permission for that port; ports below 1024 need the capability CAP_NET_BIND_SERVICE";
      case Errno.EADDRNOTAVAIL -> "this machine has no such address";
      case ENOENT -> "the folder does not exist";
      default -> "cannot be bound (" + thrown.getMessage() + ")";
    };
  }

  private BindProblems() {}
}
