package dev.fivetwenty.ranges;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

/// A list file: `provider:`, `as-of:` and `source:` lines, then a block in CIDR form per line.
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
