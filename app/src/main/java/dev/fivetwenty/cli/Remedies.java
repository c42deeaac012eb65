package dev.fivetwenty.cli;

import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.doctor.ServerSoftware;
import dev.fivetwenty.remedy.Remedy;
import dev.fivetwenty.wire.WireReport;
import java.util.List;
import java.util.Optional;

/// What to do about a fault, for the software that the reply names.
final class Remedies {

  static List<String> of(Judgement judgement, Optional<WireReport> reply) {
    List<String> software =
        reply.flatMap(WireReport::head).map(ServerSoftware::in).orElse(List.of()).stream()
            .map(ServerSoftware::slug)
            .toList();
    return judgement.verdict().map(v -> Remedy.of(v.cause(), software).lines()).orElse(List.of());
  }

  private Remedies() {}
}
