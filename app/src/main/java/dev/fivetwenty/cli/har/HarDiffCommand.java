package dev.fivetwenty.cli.har;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.option.OutputOptions;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Written;
import dev.fivetwenty.har.BrokenHar;
import dev.fivetwenty.har.diff.Diff;
import dev.fivetwenty.har.diff.DiffReport;
import dev.fivetwenty.har.diff.HostMap;
import dev.fivetwenty.har.diff.Side;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/// Compares a HAR that was captured direct with one through a proxy.
public final class HarDiffCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Compares two HARs, direct and through a proxy: which side fails, and what differs.

            fivetwenty har diff cart-direct.har cart-proxied.har
            fivetwenty har diff --map origin.internal=www.shop.example direct.har proxied.har
            fivetwenty har diff --html diff.html direct.har proxied.har

          Usage: fivetwenty har diff [OPTION]... DIRECT PROXIED

                --map DIRECT=PROXIED  two hosts that are one, with :PORT if it is not 80 or 443; may be
                                      repeated; by default the hosts of the first entries are one
                --html FILE           write a page there, too, with headers side by side and bytes
          Output:
                --json                print one JSON document (docs/har.md) and nothing else
                --color WHEN          auto (default), always or never
                --show-secrets        do not hide field values that could be secret
            -h, --help                show this help

          Entries are paired by method, host, path and parameters, in any order. What any proxy adds
          or changes is folded away. Exit codes as of diff: 0 the same, 1 different, 2 trouble.
          """,
          "");

  private Console console;

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values values, Console terminal) {
    console = terminal;
    var output = new OutputOptions(values);
    var style = console.style(output.color());
    List<String> files = values.words();
    if (files.size() != 2) throw new UsageProblem("har diff takes two files: DIRECT PROXIED");
    HostMap hosts = hosts(values.all("--map"));
    List<Side> direct = read(files.get(0));
    List<Side> proxied = read(files.get(1));
    if (Diff.areSwapped(direct, proxied)) throw HarFiles.swapped(files.get(0), files.get(1));
    DiffReport report = Diff.between(direct, proxied, hosts);
    var hidden = new HiddenValues(output.showSecrets());
    if (output.json()) {
      new DiffJson(hidden).of(files.get(0), files.get(1), report).print(console.out());
    } else {
      console.out().print(new DiffText(style, hidden).of(report));
    }
    int code = report.differs() ? Exit.FAULT : Exit.OK;
    String page = values.last("--html", null);
    if (page == null) return code;
    return Written.after(console, code, () -> Written.write(
        Path.of(page), new DiffPage(hidden).of(files.get(0), files.get(1), report)));
  }

  private static HostMap hosts(List<String> rules) {
    var hosts = new HostMap();
    for (String rule : rules) {
      int equals = rule.indexOf('=');
      if (equals < 1 || equals == rule.length() - 1 || rule.indexOf('/') >= 0) {
        throw new UsageProblem("--map takes DIRECT=PROXIED, two hosts: " + rule);
      }
      hosts.add(rule.substring(0, equals), rule.substring(equals + 1));
    }
    return hosts;
  }

  private List<Side> read(String file) {
    try (InputStream in = HarFiles.open(file, console)) {
      return Diff.read(in);
    } catch (BrokenHar broken) {
      throw HarFiles.broken(file, broken);
    } catch (IOException problem) {
      throw HarFiles.unreadable(file, problem);
    }
  }
}
