package dev.fivetwenty.cli;

import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.wire.WireReport;
import java.util.List;

/// What to do about a fault, for the software that the reply names.
final class Remedies {

  static List<String> of(Judgement judgement, WireReport reply) {
    return List.of();
  }

  private Remedies() {}
}
