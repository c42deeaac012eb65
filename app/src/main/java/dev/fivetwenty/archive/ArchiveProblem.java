package dev.fivetwenty.archive;

/// The folder of the copies cannot be used. The message says why, for the operator.
public final class ArchiveProblem extends RuntimeException {

  private static final long serialVersionUID = 1;

  ArchiveProblem(String what, Throwable cause) {
    super(what, cause);
  }

  ArchiveProblem(String what) {
    super(what);
  }
}
