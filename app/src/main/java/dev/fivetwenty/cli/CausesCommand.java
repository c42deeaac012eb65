package dev.fivetwenty.cli;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Family;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.cli.option.Names;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.report.CatalogueJson;
import dev.fivetwenty.cli.terminal.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Lists the causes, or prints the page of one.
final class CausesCommand implements Command {

  private static final int SLUG_WIDTH = 34;

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Lists the causes there are, or explains one.

            fivetwenty causes
            fivetwenty causes resp-empty-fin

          Usage: fivetwenty causes [OPTION]... [SLUG]

                --json                print the catalogue as one JSON document
            -h, --help                show this help
          """,
          "");

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values values, Console console) {
    String slug = values.optionalWord();
    Optional<Cause> cause = Optional.ofNullable(slug).map(Names::cause);
    if (values.has("--json")) CatalogueJson.of().print(console.out());
    else if (cause.isEmpty()) list(console.out());
    else explain(cause.get(), console.out());
    return Exit.OK;
  }

  private static void list(PrintStream out) {
    for (Family family : Family.values()) {
      out.println(family.title());
      for (Cause cause : Cause.values()) {
        if (cause.family() == family) out.println(line(cause));
      }
      out.println();
    }
  }

  private static String line(Cause cause) {
    String status = cause.isFault() ? Integer.toString(cause.status(Presentation.EDGE_52X)) : "   ";
    String gap = " ".repeat(Math.max(1, SLUG_WIDTH - cause.slug().length()));
    return "  " + status + "  " + cause.slug() + gap + cause.summary();
  }

  private static void explain(Cause cause, PrintStream out) {
    try (InputStream page =
        Main.class.getResourceAsStream("/docs/causes/" + cause.slug() + ".md")) {
      if (page == null) out.println(line(cause).strip());
      else out.println(new String(page.readAllBytes(), StandardCharsets.UTF_8).stripTrailing());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
