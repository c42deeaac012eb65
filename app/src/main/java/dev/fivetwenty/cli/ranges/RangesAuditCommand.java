package dev.fivetwenty.cli.ranges;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.har.HarFiles;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.ranges.Range;
import dev.fivetwenty.ranges.audit.Audit;
import dev.fivetwenty.ranges.audit.filter.Filter;
import dev.fivetwenty.ranges.audit.read.Filters;
import dev.fivetwenty.ranges.audit.read.SourceText;
import dev.fivetwenty.ranges.audit.read.UnreadableFilter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Says which ranges of a CDN the filters of an origin keep out.
public final class RangesAuditCommand implements Command {

  /// A dump larger than this is no set of rules.
  private static final int MAX_BYTES = 64 << 20;

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Reads dumps and configurations of an origin's filters and says which ranges of its CDN they keep
          out, by which rule, and what mends it. Runs nothing; all files are looked at together.

            iptables-save >v4; ip6tables-save >v6; ipset save >sets; fivetwenty ranges audit v4 v6 sets
            nft -j list ruleset | fivetwenty ranges audit -

          Usage: fivetwenty ranges audit [OPTION]... FILE...     (- is standard input)

          """
              + RangeLists.HELP
              + """
                    --port PORT           ports to ask for (default 80,443); repeat it, or use commas
                    --family FAMILY       ipv4 or ipv6: leave out the other, which the host does not have
                    --interface NAME      packets come from outside by this one; can be repeated
                    --json                print one JSON document (docs/schema/) and nothing else
                -h, --help                show this help

              Exit codes: 0 all is let in, 1 a range is kept out, at least in part, 2 a file cannot be read,
              3 something decides that is not understood.
              """,
          "");

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values values, Console console) {
    if (values.words().isEmpty()) throw new UsageProblem("which FILE? (--help shows how)");
    List<Range> ranges = ofFamily(RangeLists.chosen(values, console), values.last("--family", ""));
    List<Integer> ports = RangeLists.ports(values);
    List<Filter> filters = filters(values, console);
    var report = new AuditReports(filters, ranges, ports, Audit.of(filters, ranges, ports));
    if (values.has("--json")) report.json().print(console.out());
    else console.out().print(report.text());
    if (report.hasGap()) return Exit.FAULT;
    return report.isUntold() ? Exit.COULD_NOT_TELL : Exit.OK;
  }

  private static List<Range> ofFamily(List<Range> ranges, String family) {
    return switch (family) {
      case "" -> ranges;
      case "ipv4" -> ranges.stream().filter(r -> !r.cidr().contains(":")).toList();
      case "ipv6" -> ranges.stream().filter(r -> r.cidr().contains(":")).toList();
      default -> throw new UsageProblem("--family takes ipv4 or ipv6");
    };
  }

  private static List<Filter> filters(Values values, Console console) {
    try {
      return Filters.read(
          values.words().stream()
              .map(file -> new SourceText(file, text(file, console), values.all("--interface")))
              .toList());
    } catch (UnreadableFilter unreadable) {
      throw new UsageProblem(unreadable.getMessage());
    }
  }

  private static String text(String file, Console console) {
    try (InputStream in = HarFiles.open(file, console)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) throw new UsageProblem(file + " is larger than 64 MiB");
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException problem) {
      throw HarFiles.unreadable(file, problem);
    }
  }
}
