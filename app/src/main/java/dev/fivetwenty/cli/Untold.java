package dev.fivetwenty.cli;

/// What was begun could not be brought to its end, for a reason that lies neither in the command line nor
/// at the origin. The message is one line for the user.
public final class Untold extends RuntimeException {

  private static final long serialVersionUID = 1;

  public Untold(String message) {
    super(message, null, false, false);
  }
}
