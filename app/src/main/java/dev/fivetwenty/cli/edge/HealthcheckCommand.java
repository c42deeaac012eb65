package dev.fivetwenty.cli.edge;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.option.AdminOption;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.service.AdminClient;
import dev.fivetwenty.cli.service.AdminClient.Reply;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Problems;
import dev.fivetwenty.config.Endpoint;
import java.io.IOException;
import java.time.Duration;

/// Asks an edge that runs how it is, for supervisors that want an exit code.
public final class HealthcheckCommand implements Command {

  private static final Duration WITHIN = Duration.ofSeconds(5);

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Asks an edge that runs whether clients are welcome. The exit code is 0 if they are, 1 if not or if
          nobody answers within 5 seconds: what a HEALTHCHECK of a container wants.

            fivetwenty healthcheck
            fivetwenty healthcheck --live

          Usage: fivetwenty healthcheck [OPTION]...

                --live                ask only whether the process lives, not whether origins do
          """
              + AdminOption.HELP
              + """
            -q, --quiet               the exit code only
            -h, --help                show this help
          """,
          "");

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values values, Console console) throws InterruptedException {
    Endpoint admin = AdminOption.of(values);
    String text;
    int code = Exit.FAULT;
    try {
      Reply reply = new AdminClient(admin).ask("GET", values.has("--live") ? "/healthz" : "/readyz", WITHIN);
      if (reply.status() == 200) code = Exit.OK;
      text = reply.text();
    } catch (IOException problem) {
      text = "cannot ask " + admin + ": " + Problems.text(problem) + "\n";
    }
    if (!values.has("--quiet")) console.out().print(text);
    return code;
  }
}
