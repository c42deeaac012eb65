package dev.fivetwenty.ticket.log;

import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.har.json.JsonProblem;
import dev.fivetwenty.har.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// A line of `journalctl -o json`.
///
/// @param text program, process and message, as journalctl shows them
record JournalEntry(Instant at, String text) {

  private static final String TIME = "__REALTIME_TIMESTAMP";

  static Optional<JournalEntry> of(String line) {
    if (!line.startsWith("{") || !line.contains(TIME)) return Optional.empty();
    var bytes = new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8));
    try (var reader = new JsonReader(bytes, 0)) {
      reader.next();
      return reader.tree() instanceof Json.Obj entry ? of(entry) : Optional.empty();
    } catch (JsonProblem | IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Optional<JournalEntry> of(Json.Obj entry) {
    Instant at = Instant.EPOCH.plus(Long.parseLong(entry.text(TIME)), ChronoUnit.MICROS);
    String program = entry.text("SYSLOG_IDENTIFIER");
    if (program.isEmpty()) program = entry.text("_COMM");
    String process = entry.text("_PID");
    String who = program + (process.isEmpty() ? "" : "[" + process + "]");
    return Optional.of(new JournalEntry(at, (who.isEmpty() ? "" : who + ": ") + message(entry)));
  }

  /// A message that is no text stands as a list of its octets.
  private static String message(Json.Obj entry) {
    List<Json> octets = entry.list("MESSAGE");
    if (octets.isEmpty()) return entry.text("MESSAGE");
    byte[] bytes = new byte[octets.size()];
    for (int i = 0; i < bytes.length; i++) {
      if (octets.get(i) instanceof Json.Num(String digits)) bytes[i] = (byte) Integer.parseInt(digits);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
