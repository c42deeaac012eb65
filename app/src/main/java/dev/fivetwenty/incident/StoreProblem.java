package dev.fivetwenty.incident;

/// The store cannot be opened, read or written to. The message is one line for the operator: what,
/// where, and what to do about it.
public final class StoreProblem extends RuntimeException {

  private static final long serialVersionUID = 1;

  public StoreProblem(String message) {
    super(message, null, false, false);
  }

  public StoreProblem(String message, Throwable cause) {
    super(message, cause);
  }
}
