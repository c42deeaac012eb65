package dev.fivetwenty.doctor.browser;

/// A browser did not start, ended early, or did not do what it was told; the message says which.
public final class BrowserProblem extends Exception {

  private static final long serialVersionUID = 1;

  BrowserProblem(String message) {
    super(message);
  }
}
