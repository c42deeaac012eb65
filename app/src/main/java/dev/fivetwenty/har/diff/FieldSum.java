package dev.fivetwenty.har.diff;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Lines of one name in a header section.
///
/// @param name  as the first of them writes it
/// @param bytes of all of them, with their line ends
/// @param least there may be more lines: behind a limit fields are measured and not kept
public record FieldSum(String name, int lines, long bytes, boolean least) {

  static FieldSum line(String name, long bytes) {
    return new FieldSum(name, 1, bytes, false);
  }

  /// Returns those of a side by name in lower case, the biggest first.
  static Map<String, FieldSum> of(Side side) {
    var sums = new HashMap<String, FieldSum>();
    side.fields().stream()
        .filter(field -> !field.name().startsWith(":"))
        .map(field -> line(field.name(), field.lineBytes()))
        .forEach(line -> sums.merge(line.key(), line, FieldSum::and));
    boolean least = sums.values().stream().mapToLong(FieldSum::bytes).sum() < side.section();
    if (least) sums.replaceAll((_, sum) -> new FieldSum(sum.name, sum.lines, sum.bytes, sum.lines > 1));
    side.largest().forEach(line -> sums.merge(line.key(), line, FieldSum::orExact));
    var sorted = new LinkedHashMap<String, FieldSum>();
    sums.values().stream()
        .sorted(Comparator.comparingLong(FieldSum::bytes).reversed().thenComparing(FieldSum::name))
        .forEach(sum -> sorted.put(sum.key(), sum));
    return sorted;
  }

  private FieldSum and(FieldSum other) {
    return new FieldSum(name, lines + other.lines, bytes + other.bytes, false);
  }

  /// Returns the line as it was measured, where no more lines than that one are known.
  private FieldSum orExact(FieldSum line) {
    return lines == 1 || line.bytes > bytes ? line : this;
  }

  private String key() {
    return name.toLowerCase(Locale.ROOT);
  }

  /// Returns for example `9010 bytes` or `9010 bytes in 40 lines`.
  String size() {
    return (least ? "at least " : "") + bytes + " bytes" + (lines == 1 ? "" : " in " + lines + " lines");
  }
}
