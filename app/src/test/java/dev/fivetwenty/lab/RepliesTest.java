package dev.fivetwenty.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.lab.repertoire.Scenarios;
import dev.fivetwenty.lab.scenario.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Each scenario's bytes and ending, as a plain socket sees them, against `replies.txt`.
///
/// A reply over 240 bytes is told by its first 80 and its length, a compressed one by its head, as
/// another zlib may write other bytes. What was seen is written to
/// `target/replies.txt`, to be reviewed and copied when a scenario is added.
class RepliesTest {

  private static final int WHOLE = 240;

  /// More than anybody reads to the end.
  private static final Set<String> ENDLESS =
      Set.of("limit-header-section-endless", "interim-flood", "coding-bomb");

  @Test
  void everyPathAnswersWithTheBytesAndTheEndingOfTheTable() throws Exception {
    Map<String, String> expected = table();
    Map<String, String> seen = new LinkedHashMap<>();
    try (Lab lab = Lab.open(LabOptions.ANYWHERE);
        var threads = Executors.newFixedThreadPool(8)) {
      List<Scenario> scenarios =
          Scenarios.all().stream()
              .filter(s -> s.kind() == Scenario.Kind.PATH && !ENDLESS.contains(s.slug()))
              .filter(s -> !lab.urlOf(s).getHost().endsWith("lab.test"))
              .toList();
      List<Callable<String>> asked =
          scenarios.stream()
              .<Callable<String>>map(
                  s -> () -> describe(PlainClient.ask(lab.urlOf(s), s.ask(), patience(expected, s))))
              .toList();
      List<Future<String>> replies = threads.invokeAll(asked);
      for (int i = 0; i < scenarios.size(); i++) seen.put(scenarios.get(i).slug(), replies.get(i).get());
    }
    Files.writeString(Path.of("target", "replies.txt"), text(seen));

    assertThat(seen).containsExactlyEntriesOf(expected);
  }

  private static int patience(Map<String, String> expected, Scenario scenario) {
    boolean silent = expected.getOrDefault(scenario.slug(), "").startsWith("SILENCE");
    return silent ? PlainClient.BRIEF : PlainClient.PATIENT;
  }

  private static String describe(PlainClient reply) {
    String text = reply.text();
    int gzip = text.indexOf("\u001f\u008b");
    if (gzip >= 0) return reply.ending() + " " + escaped(text.substring(0, gzip)) + " and gzip";
    String shown = text.length() <= WHOLE ? text : text.substring(0, 80);
    String more = text.length() <= WHOLE ? "" : " of " + text.length() + " bytes";
    return reply.ending() + " " + escaped(shown) + more;
  }

  private static String escaped(String text) {
    var shown = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '\r' -> shown.append("\\r");
        case '\n' -> shown.append("\\n");
        case '\t' -> shown.append("\\t");
        case '"', '\\' -> shown.append('\\').append(c);
        default -> shown.append(c >= ' ' && c < 0x7f ? String.valueOf(c) : "\\x%02x".formatted((int) c));
      }
    }
    return shown.append('"').toString();
  }

  private static String text(Map<String, String> table) {
    var text = new StringBuilder();
    table.forEach((slug, reply) -> text.append(slug).append(' ').append(reply).append('\n'));
    return text.toString();
  }

  private static Map<String, String> table() throws IOException {
    var table = new LinkedHashMap<String, String>();
    try (var in = RepliesTest.class.getResourceAsStream("replies.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.split("\n")) {
        int space = line.indexOf(' ');
        table.put(line.substring(0, space), line.substring(space + 1));
      }
    }
    assertThat(table).hasSizeGreaterThan(100);
    return table;
  }
}
