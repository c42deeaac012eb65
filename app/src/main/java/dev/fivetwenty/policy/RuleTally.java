package dev.fivetwenty.policy;

import java.util.concurrent.atomic.LongAdder;

/// How often one rule, or access list, did something. Any thread may count.
public final class RuleTally {

  private final LongAdder denied = new LongAdder();
  private final LongAdder noted = new LongAdder();

  void denied() {
    denied.increment();
  }

  void noted() {
    noted.increment();
  }

  /// Returns how many requests it denied.
  public long deniedSoFar() {
    return denied.sum();
  }

  /// Returns how many requests it was for without denying them: it logs, skips, allows, or is in shadow mode.
  public long notedSoFar() {
    return noted.sum();
  }
}
