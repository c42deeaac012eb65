package dev.fivetwenty.cli;

import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.doctor.ServerSoftware;
import dev.fivetwenty.remedy.Remedy;
import dev.fivetwenty.wire.Field;
import dev.fivetwenty.wire.ResponseHead;
import dev.fivetwenty.wire.WireReport;
import java.util.List;
import java.util.Optional;

/// What to do about a fault, for the software that the reply names.
final class Remedies {

  static List<String> of(Judgement judgement, Optional<WireReport> reply) {
    if (judgement.verdict().isEmpty()) return List.of();
    return of(judgement.verdict().get(), reply.map(Remedies::software).orElse(List.of()));
  }

  /// @param software as it calls itself or as people call it
  static List<String> of(Verdict verdict, List<String> software) {
    return Remedy.of(verdict.cause(), software).lines();
  }

  private static List<String> software(WireReport reply) {
    Optional<ResponseHead> head = reply.head();
    if (head.isPresent()) {
      return ServerSoftware.in(head.get()).stream().map(ServerSoftware::title).toList();
    }
    return reply.partialHead().stream()
        .filter(field -> field.name().equalsIgnoreCase("Server"))
        .map(Field::value)
        .toList();
  }

  private Remedies() {}
}
