package dev.fivetwenty.ranges;

/// A list that is not taken over. The message says why, for whoever asked for it.
public final class UnfitList extends RuntimeException {

  private static final long serialVersionUID = 1;

  public UnfitList(String message) {
    super(message, null, false, false);
  }
}
