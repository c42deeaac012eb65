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

/// Has an edge that runs read its configuration again, and waits for what comes of it.
public final class ReloadCommand implements Command {

  /// As long as the admin address takes for an answer.
  private static final Duration WITHIN = Duration.ofMinutes(1);

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Has an edge that runs read its configuration again, and waits until that is done. The exit code is 0
          if the new one is in use; 2 if it is refused, with its problems, and the old one stays; 3 if the
          edge could not be asked.

            fivetwenty reload
            fivetwenty reload --admin unix:/run/fivetwenty/admin.sock

          Usage: fivetwenty reload [OPTION]...

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
    Endpoint admin = AdminOption.of(values);
    try {
      Reply reply = new AdminClient(admin).ask("POST", "/-/reload", WITHIN);
      if (reply.status() == 200) {
        console.out().print(reply.text());
        return Exit.OK;
      }
      console.err().print(reply.text());
      return reply.status() == 422 ? Exit.USAGE : Exit.COULD_NOT_TELL;
    } catch (IOException problem) {
      console.err().println("fivetwenty: cannot ask " + admin + ": " + Problems.text(problem));
      return Exit.COULD_NOT_TELL;
    }
  }
}
