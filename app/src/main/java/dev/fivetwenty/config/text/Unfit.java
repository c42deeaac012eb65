package dev.fivetwenty.config.text;

/// A text, or a value of a file, is not what it must be. The message is one clause that says what it must be.
public final class Unfit extends Exception {

  private static final long serialVersionUID = 1;

  public Unfit(String message) {
    super(message, null, false, false);
  }
}
