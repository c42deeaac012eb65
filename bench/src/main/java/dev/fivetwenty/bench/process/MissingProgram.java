package dev.fivetwenty.bench.process;

/// A program that has to be installed first; the message says how.
public final class MissingProgram extends Exception {

  private static final long serialVersionUID = 1;

  public MissingProgram(String message) {
    super(message);
  }
}
