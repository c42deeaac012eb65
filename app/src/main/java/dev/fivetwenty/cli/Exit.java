package dev.fivetwenty.cli;

/// The exit codes of every command: contract, explained in `docs/exit-codes.md`.
public final class Exit {

  /// Nothing wrong was found, or the command did what it was asked.
  public static final int OK = 0;

  /// A fault was found at an origin that was reached.
  public static final int FAULT = 1;

  /// The command line or the configuration is wrong.
  public static final int USAGE = 2;

  /// Could not tell: no origin was reached, or a part of the examination did not run.
  public static final int COULD_NOT_TELL = 3;

  /// A defect of this program.
  public static final int DEFECT = 70;

  public static final int INTERRUPTED = 130;

  private Exit() {}
}
