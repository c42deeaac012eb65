package dev.fivetwenty.cli.edge;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.ConfigOptions;
import dev.fivetwenty.cli.option.DataFolder;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.render.Tool;
import dev.fivetwenty.cli.service.EdgeService;
import dev.fivetwenty.cli.service.LoopsFirst;
import dev.fivetwenty.cli.service.OldGeneration;
import dev.fivetwenty.cli.service.Signals;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Problems;
import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.node.InvalidConfiguration;
import dev.fivetwenty.config.node.Problem;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/// Runs the reverse proxy until it is told to stop.
public final class EdgeCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Runs a reverse proxy that answers 520 to 526 and 530 where an origin's reply is none, and says why:
          on the error page, in Proxy-Status, in the log and in the metrics.

            fivetwenty edge --origin http://127.0.0.1:8080
            fivetwenty edge --config /etc/fivetwenty/edge.yaml

          Usage: fivetwenty edge [OPTION]...

                --config FILE         edge.yaml; the options below come on top of it
          """
              + ConfigOptions.HELP
              + DataFolder.HELP
              + """
            -h, --help                show this help

          SIGHUP reads the configuration again, SIGUSR1 opens the access log again, SIGTERM lets exchanges
          end and stops; a second SIGTERM stops at once.
          """,
          "");

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values values, Console console) throws InterruptedException {
    // A line of Netty's log needs it; when no more files can be opened it cannot be read, which would end an event loop.
    ZoneId.systemDefault().getRules();
    OldGeneration.watch();
    String file = values.last("--config", null);
    var options = new ConfigOptions(values);
    EdgeConfig config = options.checkedWith(file, console);
    EdgeService service = start(config, options, file, DataFolder.of(values, console), console);
    Signals.handle(service);
    announce(service, config, console.err());
    service.ready();
    LoopsFirst.arrange();
    service.awaitStop();
    return Exit.OK;
  }

  private static EdgeService start(
      EdgeConfig config, ConfigOptions options, String file, Path data, Console console) {
    PrintStream err = console.err();
    try {
      return EdgeService.start(
          config, () -> again(options, file, console), data, console.environment(), Tool.VERSION,
          line -> err.println("edge: " + line));
    } catch (IOException problem) {
      throw new UsageProblem("cannot start: " + Problems.text(problem));
    }
  }

  /// Reads the configuration for a reload.
  private static EdgeConfig again(ConfigOptions options, String file, Console console) {
    if (!"-".equals(file)) return options.checkedWith(file, console);
    throw new InvalidConfiguration(
        List.of(
            new Problem("standard input", "cannot be read again; start the edge with a file to reload it", "")));
  }

  private static void announce(EdgeService service, EdgeConfig config, PrintStream err) {
    service.addresses().forEach(
        address ->
            err.println(
                "edge: listening on %s (%s, %d workers, profile %s)"
                    .formatted(
                        address, service.transport(), config.workers(), config.profile().name())));
    service.adminAddress().ifPresent(
        address -> err.println("edge: metrics, health and reload on " + address.toString().replaceFirst("^/", "")));
  }
}
