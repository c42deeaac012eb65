package dev.fivetwenty.doctor;

/// Thrown by [Visit] when a probe may send no further request, or has no use for one. Carries no stack trace: it is
/// expected, and only says why.
public final class StopAsking extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Gap gap;

  public StopAsking(Gap gap, String reason) {
    super(reason, null, false, false);
    this.gap = gap;
  }

  Gap gap() {
    return gap;
  }
}
