package dev.fivetwenty.cli.report;

import dev.fivetwenty.doctor.software.ServerSoftware;
import dev.fivetwenty.wire.Field;
import dev.fivetwenty.wire.ResponseHead;
import dev.fivetwenty.wire.WireReport;
import java.util.List;
import java.util.Optional;

/// Counsel for the software that a single reply names.
public final class Counsels {

  public static Counsel of(Optional<WireReport> reply) {
    return new Counsel(reply.map(Counsels::software).orElse(List.of()));
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

  private Counsels() {}
}
