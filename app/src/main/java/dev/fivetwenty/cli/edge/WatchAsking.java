package dev.fivetwenty.cli.edge;

import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.option.AdminOption;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.service.AdminClient;
import dev.fivetwenty.cli.service.AdminClient.Reply;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Problems;
import dev.fivetwenty.config.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks an edge that runs about its watches, and shows one.
final class WatchAsking {

  private static final Duration WITHIN = Duration.ofSeconds(10);

  /// Asks, has a good answer shown, and returns the exit code.
  static int ask(
      Values values, Console console, String method, String path, Consumer<JsonNode> shown)
      throws InterruptedException {
    Endpoint admin = AdminOption.of(values);
    try {
      Reply reply = new AdminClient(admin).ask(method, path, WITHIN);
      if (reply.status() == 200) {
        shown.accept(JsonMapper.shared().readTree(reply.text()));
        return Exit.OK;
      }
      console.err().print("fivetwenty: " + reply.text());
      return reply.status() >= 500 ? Exit.COULD_NOT_TELL : Exit.USAGE;
    } catch (IOException problem) {
      console.err().println("fivetwenty: cannot ask " + admin + ": " + Problems.text(problem));
      return Exit.COULD_NOT_TELL;
    }
  }

  /// Returns for example `3: path /cart, until 2026-11-25T18:00:00Z`.
  static String line(JsonNode watch) {
    var line = new StringBuilder(watch.get("id").asString()).append(": ");
    for (String name : new String[] {"path", "client", "ray"}) {
      String value = watch.get(name).asString();
      if (!value.isEmpty()) line.append(name).append(' ').append(value).append(", ");
    }
    double share = watch.get("share").asDouble();
    if (share < 1) line.append("a share of ").append(share).append(", ");
    return line.append("until ").append(watch.get("until").asString()).toString();
  }

  private WatchAsking() {}
}
