package dev.fivetwenty.cli.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.AdminOption;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;
import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Collectors;

/// Has an edge that runs keep exchanges for a while, whether or not they fail.
public final class WatchCommand implements Command {

  private static final List<String> WISHES = List.of("path", "client", "ray", "share", "minutes");

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Has an edge that runs keep exchanges for a while, whether or not they fail: those that are as described,
          masked like any other. What is not said restricts nothing. The exit code is 0 if that is done; 2 if the
          edge refuses; 3 if it could not be asked.

            fivetwenty watch --path /cart --minutes 30
            fivetwenty watch --client 203.0.113.9
            fivetwenty watch --share 0.01
            fivetwenty watch list
            fivetwenty watch remove 3

          Usage: fivetwenty watch [OPTION]...

                --path PREFIX         the path starts so
                --client ADDR         the client has that address, or a trusted proxy says so
                --ray PREFIX          the Ray ID starts so
                --share NUMBER        of those as many: above 0, up to 1; 1 by default
                --minutes N           how long, up to 1440; 10 by default
          """
              + AdminOption.HELP
              + """
            -h, --help                show this help
          """,
          "");

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values values, Console console) throws InterruptedException {
    if (!values.words().isEmpty()) throw new UsageProblem("not a word of watch: " + values.words().getFirst());
    String query =
        WISHES.stream()
            .filter(name -> values.has("--" + name))
            .map(name -> name + "=" + URLEncoder.encode(values.last("--" + name, ""), UTF_8))
            .collect(Collectors.joining("&"));
    return WatchAsking.ask(
        values, console, "POST", "/-/watches?" + query,
        watch -> console.out().println("set " + WatchAsking.line(watch)));
  }
}
