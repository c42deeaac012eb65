package dev.fivetwenty.cli;

/// The command line cannot be carried out as given. The message is one line for the user.
public final class UsageProblem extends RuntimeException {

  private static final long serialVersionUID = 1;

  public UsageProblem(String message) {
    super(message, null, false, false);
  }
}
