package dev.fivetwenty.cli.ranges;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.option.Names;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Written;
import dev.fivetwenty.ranges.render.Target;
import dev.fivetwenty.ranges.render.Wanted;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;

/// Writes published ranges in the words of a firewall, a server or a cloud.
public final class RangesRenderCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Writes the ranges that a CDN connects from for whoever is to let it in, with the traps as
          comments. What is written can be applied again and again.

            fivetwenty ranges render nftables | nft -f -
            fivetwenty ranges render nginx-realip -o /etc/nginx/conf.d/edge.conf
            fivetwenty ranges render --list

          Usage: fivetwenty ranges render [OPTION]... TARGET

          """
              + RangeLists.HELP
              + """
                    --port PORT           let them in to this port; repeat it, or use commas (80,443)
                -o, --output FILE         write there instead of to standard output
                    --list                show the targets
                -h, --help                show this help
              """,
          "");

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values values, Console console) {
    if (values.has("--list")) return list(console.out());
    String name = values.word("TARGET");
    Target target =
        Target.named(name)
            .orElseThrow(
                () -> Names.unknown(
                    "target", name, Arrays.stream(Target.values()).map(Target::slug),
                    "fivetwenty ranges render --list"));
    String text =
        target.of(new Wanted(RangeLists.chosen(values, console), RangeLists.ports(values)));
    if (values.has("--output")) Written.write(Path.of(values.last("--output", "")), text);
    else console.out().print(text);
    if (!target.takesComments()) {
      target.traps().forEach(trap -> console.err().println("note: " + trap));
    }
    return Exit.OK;
  }

  private static int list(PrintStream out) {
    for (Target target : Target.values()) out.printf("%-16s %s%n", target.slug(), target.what());
    return Exit.OK;
  }
}
