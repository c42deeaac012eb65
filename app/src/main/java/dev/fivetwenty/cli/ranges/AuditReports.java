package dev.fivetwenty.cli.ranges;

import dev.fivetwenty.cli.render.JsonDocument;
import dev.fivetwenty.cli.render.Tool;
import dev.fivetwenty.ranges.Range;
import dev.fivetwenty.ranges.audit.Finding;
import dev.fivetwenty.ranges.audit.Mends;
import dev.fivetwenty.ranges.audit.filter.Filter;
import dev.fivetwenty.ranges.audit.filter.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// An audit for people and as JSON, of which the latter is public contract:
/// `docs/schema/ranges-audit.schema.json`.
public final class AuditReports {

  /// Blocks of a part of a range that are shown; the rest is counted.
  private static final int SHOWN_BLOCKS = 4;

  private final List<Filter> filters;
  private final List<Range> ranges;
  private final List<Integer> ports;
  private final List<Finding> findings;

  public AuditReports(
      List<Filter> filters, List<Range> ranges, List<Integer> ports, List<Finding> findings) {
    this.filters = filters;
    this.ranges = ranges;
    this.ports = ports;
    this.findings = findings;
  }

  public boolean hasGap() {
    return findings.stream().anyMatch(f -> f.kind().isGap());
  }

  public boolean isUntold() {
    return findings.stream().anyMatch(f -> f.kind() == Finding.Kind.UNTOLD
        || f.kind() == Finding.Kind.NOT_SHOWN);
  }

  public String text() {
    var text = new StringBuilder();
    text.append(headline()).append('\n');
    for (Filter filter : filters) {
      var mine = findings.stream().filter(f -> f.filter().equals(Optional.of(filter))).toList();
      text.append("\n  ").append(filter.name()).append(" (").append(filter.kind().slug()).append(")\n");
      mine.stream().filter(f -> f.kind() != Finding.Kind.ALLOWED).forEach(f -> append(text, f));
      text.append("    allowed     ").append(allowed(filter, mine)).append('\n');
    }
    var notShown = findings.stream().filter(f -> f.filter().isEmpty()).toList();
    if (!notShown.isEmpty()) text.append('\n');
    notShown.forEach(f -> append(text, f));
    return text.toString();
  }

  private String headline() {
    String provider = ranges.getFirst().provider().name() + ", list of "
        + ranges.getFirst().provider().asOf();
    String result = hasGap() ? "kept out, at least in part" : isUntold() ? "could not tell of all"
        : "let in";
    return provider + ": " + ranges.size() + " ranges to ports " + ports(ports) + ": " + result;
  }

  private static String ports(List<Integer> ports) {
    return ports.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String allowed(Filter filter, List<Finding> mine) {
    long bad = mine.stream().filter(f -> f.kind() != Finding.Kind.ALLOWED).map(Finding::range)
        .distinct().count();
    long all = mine.stream().map(Finding::range).distinct().count();
    return all == 0 ? "none of the ranges is of its family" : (all - bad) + " of " + all + " ranges whole";
  }

  private static void append(StringBuilder text, Finding finding) {
    text.append("    %-11s %s to %s: %s\n".formatted(
        finding.kind().slug(), part(finding), ports(finding.ports()), finding.kind().meaning()));
    if (!finding.why().isEmpty()) line(text, finding.why());
    finding.rule().ifPresent(rule -> line(text, rule.place() + ": " + rule.text()));
    finding.later().ifPresent(rule -> line(text, "too late at " + rule.place() + ": " + rule.text()));
    Mends.of(finding).forEach(mend -> line(text, "mend: " + mend));
  }

  private static void line(StringBuilder text, String line) {
    text.append(" ".repeat(16)).append(line).append('\n');
  }

  private static String part(Finding finding) {
    if (finding.isWhole()) return finding.range().cidr();
    List<String> blocks = finding.senders().blocks();
    String shown = blocks.stream().limit(SHOWN_BLOCKS).collect(Collectors.joining(", "));
    int rest = blocks.size() - SHOWN_BLOCKS;
    return shown + (rest > 0 ? " and " + rest + " more blocks" : "") + " of " + finding.range().cidr();
  }

  public JsonDocument json() {
    var document = new LinkedHashMap<String, Object>();
    document.put("schemaVersion", 1);
    document.put("tool", "fivetwenty " + Tool.VERSION);
    document.put("provider", ranges.getFirst().provider().name());
    document.put("asOf", ranges.getFirst().provider().asOf().toString());
    document.put("ranges", ranges.size());
    document.put("ports", ports);
    document.put("gap", hasGap());
    document.put("untold", isUntold());
    document.put("filters", filters.stream().map(f -> Map.of("name", f.name(), "kind", f.kind().slug()))
        .toList());
    document.put("findings", findings.stream().map(AuditReports::finding).toList());
    return new JsonDocument(document);
  }

  private static Map<String, Object> finding(Finding finding) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("kind", finding.kind().slug());
    shown.put("filter", finding.filter().map(Filter::name).orElse(null));
    shown.put("range", finding.range().cidr());
    shown.put("whole", finding.isWhole());
    shown.put("blocks", finding.senders().blocks());
    shown.put("ports", finding.ports());
    shown.put("rule", finding.rule().map(AuditReports::rule).orElse(null));
    shown.put("later", finding.later().map(AuditReports::rule).orElse(null));
    shown.put("why", finding.why().isEmpty() ? null : finding.why());
    shown.put("mend", Mends.of(finding));
    return shown;
  }

  private static Map<String, Object> rule(Rule rule) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("place", rule.place());
    shown.put("text", rule.text());
    return shown;
  }
}
