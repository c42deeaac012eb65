package dev.fivetwenty.recorder.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text format of Prometheus, version 0.0.4, read as strictly as `promtool check metrics` does.
///
/// Every family has one HELP and one TYPE in front of its samples and is not interrupted, no series comes
/// twice, counters end in `_total` and are not negative, buckets are cumulative up to `+Inf`.
final class Scrape {

  private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([-+0-9.eE]+|NaN|[-+]Inf)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\"\\\\n])*)\"(?:,|$)");

  private final Map<String, String> types = new LinkedHashMap<>();
  private final Set<String> helped = new HashSet<>();
  private final Set<String> ended = new HashSet<>();
  private final Map<String, Double> samples = new LinkedHashMap<>();
  private String family = "";

  private Scrape() {}

  static Scrape read(String text) {
    assertThat(text).endsWith("\n").doesNotContain("\r");
    var scrape = new Scrape();
    text.lines().forEach(scrape::line);
    scrape.histograms();
    assertThat(scrape.helped).isEqualTo(scrape.types.keySet());
    return scrape;
  }

  private void line(String line) {
    Matcher comment = COMMENT.matcher(line);
    if (comment.matches()) comment(comment.group(1), comment.group(2), comment.group(3));
    else sample(line);
  }

  private void comment(String kind, String name, String rest) {
    if (!name.equals(family)) {
      ended.add(family);
      family = name;
      assertThat(ended).as("family twice").doesNotContain(name);
    }
    if (kind.equals("HELP")) {
      assertThat(helped.add(name)).as("second HELP of " + name).isTrue();
      return;
    }
    assertThat(rest).isIn("counter", "gauge", "histogram", "summary", "untyped");
    assertThat(types.put(name, rest)).as("second TYPE of " + name).isNull();
    if (rest.equals("counter")) assertThat(name).endsWith("_total");
  }

  private void sample(String line) {
    Matcher sample = SAMPLE.matcher(line);
    assertThat(sample.matches()).as(line).isTrue();
    String type = types.get(family);
    assertThat(type).as("no TYPE before " + line).isNotNull();
    String suffix = sample.group(1).substring(family.length());
    assertThat(sample.group(1)).startsWith(family);
    if (type.equals("histogram")) assertThat(suffix).isIn("_bucket", "_sum", "_count");
    else if (type.equals("summary")) assertThat(suffix).isIn("", "_sum", "_count");
    else assertThat(suffix).isEmpty();
    double value = number(sample.group(3));
    if (type.equals("counter")) assertThat(value).as(line).isNotNegative();
    String series = sample.group(1) + labels(sample.group(2));
    assertThat(samples.put(series, value)).as("twice: " + series).isNull();
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace("Inf", "Infinity"));
  }

  /// Returns the labels in the order of their names.
  private static Map<String, String> labels(String text) {
    var labels = new TreeMap<String, String>();
    if (text == null) return labels;
    Matcher label = LABEL.matcher(text);
    int at = 0;
    while (label.find()) {
      assertThat(label.start()).as(text).isEqualTo(at);
      at = label.end();
      assertThat(labels.put(label.group(1), label.group(2))).as(text).isNull();
    }
    assertThat(at).as(text).isEqualTo(text.length());
    return labels;
  }

  private void histograms() {
    var last = new TreeMap<String, Double>();
    samples.forEach(
        (series, value) -> {
          if (!series.contains("_bucket{")) return;
          String of = series.replaceFirst("le=[^,}]*,? ?", "").replaceFirst(", }", "}");
          assertThat(value).as(series).isGreaterThanOrEqualTo(last.getOrDefault(of, 0.0));
          last.put(of, value);
          if (series.contains("le=+Inf")) {
            assertThat(samples.get(of.replace("_bucket{", "_count{"))).as(of).isEqualTo(value);
          }
        });
  }

  Set<String> series() {
    return samples.keySet();
  }

  Map<String, String> types() {
    return types;
  }

  /// @param series as `name{label=value, …}`, labels in the order of their names
  double value(String series) {
    assertThat(samples).containsKey(series);
    return samples.get(series);
  }
}
