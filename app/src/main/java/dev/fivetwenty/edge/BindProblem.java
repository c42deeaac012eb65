package dev.fivetwenty.edge;

/// The edge cannot listen where it should. The message says where, why, and what to do.
public final class BindProblem extends Exception {

  private static final long serialVersionUID = 1;

  BindProblem(String message) {
    super(message);
  }
}
