package dev.fivetwenty.cli;

import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.wire.WireReport;
import java.util.List;
import java.util.Optional;

/// What to do about a fault, for the software that the reply names.
final class Remedies {

  static List<String> of(Judgement judgement, Optional<WireReport> reply) {
    return List.of();
  }

  private Remedies() {}
}
