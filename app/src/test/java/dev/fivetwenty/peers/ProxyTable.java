package dev.fivetwenty.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The table `corpus/wire/responses.proxies`: what clients got of each case through each proxy.
///
/// Run with `-Dproxies.update=true` to write it anew, then review the difference.
final class ProxyTable {

  private static final String ABOUT =
      """
      # What a client gets of each case of responses.jsonl through real proxies and through the edge
      # under each profile, all in one run.
      #
      # A cell: the status; refused, or length and CRC-32 of whole content; how it ended: whole, or
      # cut by fin or rst, or unreadable; unclean where a reader to the letter of RFC 9112 finds a
      # fault. A lone - stands for a real proxy where the origin resets: which bytes outrun the reset
      # is chance. Written by ProxiesSideBySideTest with -Dproxies.update=true.
      #
      """;
  private static final String SEPARATOR = " | ";

  private final Path file = MeasuredReply.folder().resolve("responses.proxies");
  private final List<String> columns;
  private final Map<String, List<String>> rows = new LinkedHashMap<>();

  /// @param columns names of the proxies, those of real ones with their versions
  ProxyTable(List<String> columns) {
    this.columns = columns;
  }

  void row(String name, List<String> cells) {
    rows.put(name, cells);
  }

  /// Compares with the file, or writes it. A real proxy of another version than the file's is left
  /// out, and that is said.
  void check() throws IOException {
    if (Boolean.getBoolean("proxies.update")) Files.writeString(file, text());
    List<String[]> lines =
        Files.readAllLines(file).stream()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split(" *\\| *"))
            .toList();
    String[] head = lines.getFirst();
    var different = new ArrayList<String>();
    for (int column = 0; column < columns.size(); column++) {
      if (!Objects.equals(head[column + 1], columns.get(column))) {
        System.err.println("NOT COMPARED: " + columns.get(column) + ", for the table has " + head[column + 1]);
        continue;
      }
      for (String[] line : lines.subList(1, lines.size())) {
        String now = rows.get(line[0]).get(column);
        String then = line[column + 1];
        if (!now.equals(then)) {
          different.add("%s, %s: %s, was %s".formatted(line[0], columns.get(column), now, then));
        }
      }
    }
    assertThat(lines).hasSize(rows.size() + 1);
    assertThat(different).isEmpty();
  }

  private String text() {
    var text = new StringBuilder(ABOUT);
    line(text, "case", columns);
    rows.forEach((name, cells) -> line(text, name, cells));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, List<String> cells) {
    var line = new StringBuilder("%-24s".formatted(name));
    for (String cell : cells) line.append(SEPARATOR).append("%-26s".formatted(cell));
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
