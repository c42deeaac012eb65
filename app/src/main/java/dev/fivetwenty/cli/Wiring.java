package dev.fivetwenty.cli;

import dev.fivetwenty.origin.Origins;

/// Puts the parts together.
final class Wiring {

  /// Returns the way to origins for a short command.
  static Origins origins() {
    // Both cost more time than the whole exchange, and serve only those who run for days.
    System.setProperty("io.netty.jfr.enabled", "false");
    System.setProperty("io.netty.machineId", "00:00:00:00:00:00:00:01");
    System.setProperty("io.netty.processId", "1");
    return Origins.open();
  }

  private Wiring() {}
}
