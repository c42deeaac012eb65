package dev.fivetwenty.cli.ranges;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.Connections;
import dev.fivetwenty.cli.option.DataFolder;
import dev.fivetwenty.cli.option.Hosts;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.ranges.Provider;
import dev.fivetwenty.ranges.Range;
import dev.fivetwenty.ranges.Ranges;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/// Shows the published ranges, and to whom an address belongs.
public final class RangesCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Lists the ranges a CDN connects from, or looks up addresses.

            fivetwenty ranges list
            fivetwenty ranges 104.16.1.1 203.0.113.7
            fivetwenty ranges render --list

          Usage: fivetwenty ranges list | ADDRESS...

          """
              + DataFolder.HELP
              + """
                -h, --help                show this help

              Commands, each with a --help of its own:
                render TARGET             write the ranges for a firewall, a server or a cloud
                audit FILE...             say which ranges the filters in these files keep out
                update                    fetch the list anew
              """,
          "");

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values values, Console console) {
    List<String> words = values.words();
    if (words.isEmpty()) {
      throw new UsageProblem("ranges: list, or which ADDRESS? (--help shows how)");
    }
    List<Range> all = RangeLists.all(values, console);
    Ranges ranges = Ranges.over(all);
    if (words.equals(List.of("list"))) list(all, console.out());
    else words.forEach(word -> lookUp(ranges, word, console.out()));
    return Exit.OK;
  }

  private static void list(List<Range> all, PrintStream out) {
    Optional<Provider> last = Optional.empty();
    for (Range range : all) {
      if (!last.equals(Optional.of(range.provider()))) {
        last = Optional.of(range.provider());
        out.println("# " + range.provider().name() + ", list of " + range.provider().asOf());
        range.provider().sources().forEach(source -> out.println("# " + source));
      }
      out.println(range.cidr());
    }
  }

  private static void lookUp(Ranges ranges, String word, PrintStream out) {
    String address = Connections.unbracket(word);
    boolean isAddress =
        address.indexOf(':') >= 0
            || address.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    if (!isAddress) {
      throw new UsageProblem("ranges: " + word + " is not an address; names are not resolved here");
    }
    Hosts.check(address, word);
    Optional<String> range = ranges.of(address).map(Range::toString);
    out.println(address + ": " + range.orElse("in no published range"));
  }
}
