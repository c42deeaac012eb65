package dev.fivetwenty.ranges.audit.read;

/// A text that is no dump or configuration which can be read. The message says why.
public final class UnreadableFilter extends RuntimeException {

  private static final long serialVersionUID = 1;

  public UnreadableFilter(String message) {
    super(message, null, false, false);
  }
}
