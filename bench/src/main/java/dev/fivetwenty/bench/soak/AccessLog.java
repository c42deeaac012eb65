package dev.fivetwenty.bench.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the edge's JSON access log as one of its users would.
final class AccessLog {

  private static final JsonMapper JSON = new JsonMapper();

  /// What a line says of a request of ours.
  ///
  /// @param status              that the client was sent, 0 for none
  /// @param cause               slug, or null when nothing failed
  /// @param statusIfUncommitted 0 unless the failure came after the head
  record Entry(Wish.Order order, int status, String cause, int statusIfUncommitted, boolean isClientGone) {}

  /// Hands out every line that is about a request of ours, one at a time, for there may be millions.
  static void read(Path file, Consumer<Entry> consumer) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      lines.map(AccessLog::entry).filter(entry -> entry.order() != null).forEach(consumer);
    }
  }

  private static Entry entry(String line) {
    JsonNode node = JSON.readTree(line);
    return new Entry(
        Wish.Order.parse(node.path("path").asString("")),
        node.path("status").asInt(0),
        node.has("cause") ? node.path("cause").asString() : null,
        node.path("status_if_uncommitted").asInt(0),
        node.path("client_gone").asBoolean(false));
  }

  private AccessLog() {}
}
