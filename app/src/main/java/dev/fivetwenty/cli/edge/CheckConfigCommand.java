package dev.fivetwenty.cli.edge;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.option.ConfigOptions;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.cli.service.WebhookSecret;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.EdgeConfig.Webhook;
import dev.fivetwenty.config.Listener;
import dev.fivetwenty.edge.Edge;
import java.time.InstantSource;
import java.util.stream.Collectors;

/// Says whether the edge could start with a configuration: reads all that it would read. Opens no port.
public final class CheckConfigCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Checks a configuration of the edge and the files it names; opens no port. All that is wrong is
          listed on standard error with its line, and the exit code is 2.

            fivetwenty check-config /etc/fivetwenty/edge.yaml
            fivetwenty check-config edge.yaml --listen 127.0.0.1:8600

          Usage: fivetwenty check-config [OPTION]... FILE     (- is standard input)

          """
              + ConfigOptions.HELP
              + """
            -q, --quiet               say nothing when nothing is wrong
            -h, --help                show this help
          """,
          "");

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values values, Console console) {
    String file = values.word("FILE");
    EdgeConfig config = new ConfigOptions(values).checkedWith(file, console);
    Edge.check(config, InstantSource.system(), console.err()::println);
    config.notices().webhook().map(Webhook::secret).ifPresent(WebhookSecret::of);
    if (!values.has("--quiet")) console.out().println(file + ": " + summary(config));
    return Exit.OK;
  }

  private static String summary(EdgeConfig config) {
    long origins = config.routes().stream().mapToLong(route -> route.origins().size()).sum();
    return "sound; " + Amount.count(config.routes().size(), "route", "routes") + " to " + Amount.count(origins, "origin", "origins") + ", listening on "
        + config.listen().stream().map(Listener::address).map(Object::toString).collect(Collectors.joining(", "));
  }
}
