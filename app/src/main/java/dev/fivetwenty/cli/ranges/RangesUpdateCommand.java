package dev.fivetwenty.cli.ranges;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Problems;
import dev.fivetwenty.ranges.KeptLists;
import dev.fivetwenty.ranges.ListFetch;
import dev.fivetwenty.ranges.ListFetch.Fetched;
import dev.fivetwenty.ranges.Source;
import dev.fivetwenty.ranges.UnfitList;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Fetches a published list, checks it, and keeps it in the place of the last one.
public final class RangesUpdateCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Fetches the ranges that a CDN publishes. A list that is damaged, empty, not public or has lost
          half of its addresses is refused, and the last one stays.

            fivetwenty ranges update
            fivetwenty ranges update --provider fastly
            fivetwenty ranges update --from ip-ranges.json --provider cloudfront

          Usage: fivetwenty ranges update [OPTION]...

          """
              + RangeLists.HELP
              + """
                    --from URL            a URL or a file in place of the provider's own address
                    --accept-loss         take a list that has lost half of its addresses, too
                -h, --help                show this help

              Exit codes: 0 up to date, 2 usage, 3 not fetched or refused; the last list stays.
              """,
          "");

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values values, Console console) {
    if (!values.words().isEmpty()) throw new UsageProblem("one word too many: " + values.words().getFirst());
    Source source = RangeLists.source(values);
    String from = values.last("--from", source.home().toString());
    try {
      update(values, console, source, from);
      return Exit.OK;
    } catch (UnfitList unfit) {
      return keep(console, from + ": " + unfit.getMessage());
    } catch (IOException problem) {
      return keep(console, from + ": " + Problems.text(problem));
    }
  }

  private static int keep(Console console, String why) {
    console.err().println("fivetwenty: the last list stays: " + why);
    return Exit.COULD_NOT_TELL;
  }

  private static void update(Values values, Console console, Source source, String from)
      throws IOException {
    KeptLists lists = RangeLists.kept(values, console);
    boolean url = from.matches("https?://.*");
    URI origin = url ? uri(from) : Path.of(from).toUri();
    Fetched fetched =
        url ? ListFetch.url(origin, lists.version(source)) : ListFetch.file(Path.of(from));
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    if (fetched.text().isEmpty()) {
      lists.confirm(source, today);
      console.out().println(source.title() + ": unchanged on " + today);
      return;
    }
    boolean acceptLoss = values.has("--accept-loss");
    var change =
        lists.replace(
            source, fetched.text().get(), origin.toString(), fetched.tag(), today, acceptLoss);
    say(console, lists.of(source).size(), source, change, today);
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException unreadable) {
      throw new UsageProblem(text + " is no URL");
    }
  }

  private static void say(
      Console console, int count, Source source, KeptLists.Change change, LocalDate today) {
    boolean same = change.added().isEmpty() && change.removed().isEmpty();
    console.out().println(
        source.title() + ": " + count + " blocks" + (same ? ", unchanged" : "") + " on " + today);
    change.added().forEach(block -> console.out().println("+ " + block));
    change.removed().forEach(block -> console.out().println("- " + block));
  }
}
