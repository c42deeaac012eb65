package dev.fivetwenty.edge.random;

/// What came is not what was sent.
final class Difference extends RuntimeException {

  private static final long serialVersionUID = 1;

  Difference(String message) {
    super(message);
  }

  Difference(String message, Throwable cause) {
    super(message, cause);
  }

  static void demandSame(String what, Object came, Object sent) {
    if (came.equals(sent)) return;
    throw new Difference("%s: came %s, sent %s".formatted(what, came, sent));
  }
}
