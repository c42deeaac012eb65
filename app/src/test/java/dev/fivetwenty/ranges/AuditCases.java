package dev.fivetwenty.ranges;

import dev.fivetwenty.ranges.audit.read.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Rules written by hand, with what has to be said of them worked out by hand: `audit/*.cases`.
public final class AuditCases {

  public static final List<Range> RANGES =
      RangeList.parse("provider: P\nas-of: 2026-01-01\n198.51.100.0/24\n203.0.113.0/24\n2001:db8::/32\n");

  /// @param options  what the command line would say, and `--not-loaded` where no kernel has such rules
  /// @param expected kind, addresses, ports and deciding rule of each finding
  public record Case(String name, List<String> options, List<SourceText> files, List<String> expected) {}

  /// Returns the cases of one file.
  public static List<Case> of(String file) {
    return blocks(file + ".cases").map(AuditCases::read).toList();
  }

  /// Returns what stands behind each `## ` in a file.
  public static Stream<String> blocks(String resource) {
    try (var in = AuditCases.class.getResourceAsStream("audit/" + resource)) {
      return Stream.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^## ")).skip(1);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Case read(String text) {
    String name = text.lines().findFirst().orElseThrow();
    var options = new ArrayList<String>();
    var expected = new ArrayList<String>();
    text.lines().filter(l -> l.startsWith("> ")).forEach(l -> options.addAll(List.of(l.substring(2).split(" "))));
    text.lines().filter(l -> l.startsWith("== ")).forEach(l -> expected.add(l.substring(3)));
    List<String> ways = options.contains("--interface") ? List.of(options.get(options.indexOf("--interface") + 1)) : List.of();
    var files = new ArrayList<SourceText>();
    for (String part : List.of(text.split("(?m)^@@ ")).stream().skip(1).toList()) {
      int end = part.indexOf('\n');
      String content = part.substring(end + 1).replaceAll("(?m)^== .*\n?", "");
      files.add(new SourceText(part.substring(0, end), content, ways));
    }
    return new Case(name, options, files, expected);
  }

  private AuditCases() {}
}
