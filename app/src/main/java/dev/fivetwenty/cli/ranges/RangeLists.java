package dev.fivetwenty.cli.ranges;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.DataFolder;
import dev.fivetwenty.cli.option.Names;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.ranges.KeptLists;
import dev.fivetwenty.ranges.Range;
import dev.fivetwenty.ranges.Source;
import dev.fivetwenty.ranges.UnfitList;
import java.util.Arrays;
import java.util.List;

/// The lists of ranges that a command works with: those that were fetched, else what the program has.
public final class RangeLists {

  static final String HELP =
      """
            --provider NAME       cloudflare (default), fastly or cloudfront
      """
          + DataFolder.HELP;

  static KeptLists kept(Values values, Console console) {
    return new KeptLists(DataFolder.of(values, console).resolve("ranges"));
  }

  static Source source(Values values) {
    String slug = values.last("--provider", "cloudflare");
    return Source.named(slug)
        .orElseThrow(
            () -> Names.unknown(
                "provider", slug, Arrays.stream(Source.values()).map(Source::slug),
                "cloudflare, fastly, cloudfront"));
  }

  /// Returns the ranges of the chosen provider.
  static List<Range> chosen(Values values, Console console) {
    Source source = source(values);
    List<Range> ranges = read(kept(values, console), source);
    if (ranges.isEmpty()) {
      throw new UsageProblem(
          "there is no list of " + source.title() + " yet: fivetwenty ranges update --provider "
              + source.slug());
    }
    return ranges;
  }

  private static List<Range> read(KeptLists lists, Source source) {
    try {
      return lists.of(source);
    } catch (UnfitList unfit) {
      throw new UsageProblem(unfit.getMessage());
    }
  }

  /// Returns the ranges of all providers.
  public static List<Range> all(Values values, Console console) {
    KeptLists lists = kept(values, console);
    return Arrays.stream(Source.values()).flatMap(s -> read(lists, s).stream()).toList();
  }

  /// Returns ports, 80 and 443 where none is named.
  static List<Integer> ports(Values values) {
    List<String> given =
        values.all("--port").stream().flatMap(text -> Arrays.stream(text.split(",", -1))).toList();
    return given.isEmpty()
        ? List.of(80, 443)
        : given.stream().map(RangeLists::port).distinct().toList();
  }

  private static int port(String text) {
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65_535) throw new UsageProblem(text + " is not a port");
    return port;
  }

  private RangeLists() {}
}
