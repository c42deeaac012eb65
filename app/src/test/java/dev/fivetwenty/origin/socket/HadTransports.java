package dev.fivetwenty.origin.socket;

import static org.assertj.core.api.Assumptions.assumeThatCode;

/// Tests on a transport that not every machine has.
public final class HadTransports {

  /// Skips the test on a machine without it.
  public static void assume(TransportChoice choice) {
    assumeThatCode(() -> Transport.of(choice)).doesNotThrowAnyException();
  }

  private HadTransports() {}
}
