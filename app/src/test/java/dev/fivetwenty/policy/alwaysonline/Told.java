package dev.fivetwenty.policy.alwaysonline;

import dev.fivetwenty.policy.alwaysonline.field.HeadFields;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads the tables of cases.
final class Told {

  static final Instant RECEIVED = Instant.parse("2026-11-25T12:00:00Z");

  private static final Pattern TIMES = Pattern.compile("\\{(\\d+)}");
  private static final Pattern REQUEST = Pattern.compile("(content )?(\\S+) (https?)://([^/]*)(/.*)");
  private static final Set<Integer> TRIGGERS =
      Set.of(502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530);

  /// A status and the fields with it.
  record Reply(int status, HeadFields fields) {

    long length() {
      int field = fields.find("content-length", 0);
      return field < 0 ? -1 : Long.parseLong(fields.value(field));
    }
  }

  /// Returns the cells of each row.
  static List<String[]> table(String file) {
    try (var in =
        new BufferedReader(
            new InputStreamReader(Told.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
      return in.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Asked request(String text, boolean content, boolean trusted) {
    String[] parts = parts(text);
    Matcher line = REQUEST.matcher(parts[0]);
    if (!line.matches()) throw new IllegalArgumentException("no request: " + text);
    return new Asked(
        line.group(2), line.group(3), line.group(4), line.group(5), fields(parts),
        content || line.group(1) != null, trusted);
  }

  static Reply reply(String text) {
    String[] parts = parts(text);
    return new Reply(Integer.parseInt(parts[0]), fields(parts));
  }

  private static String[] parts(String text) {
    String whole = TIMES.matcher(text).replaceAll(m -> "a".repeat(Integer.parseInt(m.group(1))));
    return Arrays.stream(whole.split(" ;( |$)")).map(String::strip).toArray(String[]::new);
  }

  private static HeadFields fields(String[] parts) {
    return HeadFields.of(Arrays.copyOfRange(parts, 1, parts.length));
  }

  static Terms terms(String text) {
    return new Terms(
        numbers(text, "statuses", Set.of(200, 301, 308)),
        number(text, "size", 10 << 20),
        Duration.ofSeconds(number(text, "age", 7 * 86_400)),
        Duration.ofMinutes(1),
        new Paths(list(text, "allow", List.of("/*")), list(text, "deny", List.of())),
        !text.contains("noquery"),
        list(text, "cookies", List.of()),
        text.contains("strip"),
        numbers(text, "triggers", TRIGGERS),
        numbers(text, "origin", Set.of()),
        list(text, "override", List.of()).stream()
            .map(slug -> Refusal.valueOf(slug.toUpperCase(Locale.ROOT).replace('-', '_')))
            .collect(Collectors.toSet()),
        false,
        true);
  }

  private static List<String> list(String text, String name, List<String> otherwise) {
    Matcher found = Pattern.compile("(?:^|;)" + name + "=([^;]*)").matcher(text);
    return found.find() ? List.of(found.group(1).split(",")) : otherwise;
  }

  private static Set<Integer> numbers(String text, String name, Set<Integer> otherwise) {
    List<String> given = list(text, name, List.of());
    return given.isEmpty() ? otherwise : given.stream().map(Integer::valueOf).collect(Collectors.toSet());
  }

  private static long number(String text, String name, long otherwise) {
    return Long.parseLong(list(text, name, List.of(Long.toString(otherwise))).getFirst());
  }

  private Told() {}
}
