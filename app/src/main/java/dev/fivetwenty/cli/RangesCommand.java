package dev.fivetwenty.cli;

import dev.fivetwenty.ranges.Provider;
import dev.fivetwenty.ranges.Range;
import dev.fivetwenty.ranges.Ranges;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows the published ranges, and to whom an address belongs.
@picocli.CommandLine.Command(
    name = "ranges",
    sortOptions = false,
    header = {"  fivetwenty ranges list", "  fivetwenty ranges 104.16.1.1 203.0.113.7", ""},
    description = "List the ranges a CDN connects from, or look up addresses.")
final class RangesCommand implements Command {

  @Parameters(arity = "0..*", paramLabel = "list|ADDRESS", description = "What to show.")
  List<String> words = List.of();

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
  boolean help;

  @Override
  public int run(Console console) {
    if (words.isEmpty()) throw new UsageProblem("ranges: list, or which ADDRESS? (fivetwenty ranges --help)");
    if (words.equals(List.of("list"))) list(console.out());
    else words.forEach(word -> lookUp(word, console.out()));
    return Exit.OK;
  }

  private static void list(PrintStream out) {
    Optional<Provider> last = Optional.empty();
    for (Range range : Ranges.published().all()) {
      if (!last.equals(Optional.of(range.provider()))) {
        last = Optional.of(range.provider());
        out.println("# " + range.provider().name() + ", list of " + range.provider().asOf());
        range.provider().sources().forEach(source -> out.println("# " + source));
      }
      out.println(range.cidr());
    }
  }

  private static void lookUp(String word, PrintStream out) {
    String address = Connections.unbracket(word);
    boolean isAddress = address.indexOf(':') >= 0 || address.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    if (!isAddress) throw new UsageProblem("ranges: " + word + " is not an address; names are not resolved here");
    Hosts.check(address, word);
    out.println(address + ": " + Ranges.published().of(address).map(Range::toString).orElse("in no published range"));
  }
}
