package dev.fivetwenty.ranges;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A list file: `provider:`, `as-of:`, `source:` and `version:` lines, then a block in CIDR form per line.
/// Empty lines and those that begin with `#` say nothing.
final class RangeList {
  private RangeList() {}

  /// Reads a list that lies beside this class.
  ///
  /// @throws IllegalStateException if it is missing: then the program is not whole
  static List<Range> read(String resource) {
    try (InputStream in = RangeList.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing in this build: " + resource);
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Range> parse(String text) {
    List<String> lines =
        text.lines().map(String::strip).filter(l -> !l.isEmpty() && !l.startsWith("#")).toList();
    Provider provider =
        new Provider(
            only(lines, "provider: "),
            LocalDate.parse(only(lines, "as-of: ")),
            values(lines, "source: ").stream().map(URI::create).toList());
    return lines.stream()
        .filter(l -> !l.contains(": "))
        .map(cidr -> new Range(provider, cidr))
        .toList();
  }

  static Optional<String> version(String text) {
    return values(text.lines().toList(), "version: ").stream().findFirst();
  }

  /// Returns a list in the form that [#parse] reads.
  static String text(
      Source source, LocalDate asOf, String origin, Optional<String> version, List<String> blocks) {
    var text = new StringBuilder();
    text.append("provider: ").append(source.title()).append('\n');
    text.append("as-of: ").append(asOf).append('\n');
    text.append("source: ").append(origin).append('\n');
    version.ifPresent(v -> text.append("version: ").append(v).append('\n'));
    blocks.forEach(block -> text.append(block).append('\n'));
    return text.toString();
  }

  private static String only(List<String> lines, String key) {
    List<String> found = values(lines, key);
    if (found.size() != 1) {
      throw new IllegalArgumentException("one line must begin with '" + key.strip() + "'");
    }
    return found.getFirst();
  }

  private static List<String> values(List<String> lines, String key) {
    return lines.stream()
        .filter(l -> l.startsWith(key))
        .map(l -> l.substring(key.length()))
        .toList();
  }
}
