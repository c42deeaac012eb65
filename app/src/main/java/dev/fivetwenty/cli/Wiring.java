package dev.fivetwenty.cli;

import dev.fivetwenty.origin.Origins;

/// Puts the parts together.
final class Wiring {

  static Origins origins() {
    return Origins.open();
  }

  private Wiring() {}
}
