package dev.fivetwenty.cli.har;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.option.OutputOptions;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.har.check.Check;
import dev.fivetwenty.har.check.CheckReport;
import dev.fivetwenty.har.check.LintRule.Severity;
import java.io.IOException;
import java.io.InputStream;

/// Says what is wrong with a HAR.
public final class HarCheckCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Checks a HAR against its specification, and for what misleads its reader.

            fivetwenty har check page.har
            fivetwenty har check --json page.har.gz

          Usage: fivetwenty har check [OPTION]... FILE     (- is standard input)

                --fail-on finding     exit with 1 for warnings, too
          Output:
                --json                print one JSON document (docs/har.md) and nothing else
                --color WHEN          auto (default), always or never
            -h, --help                show this help

          Plain, gzip, zlib (.zhar) and zip files are read, of any size.
          Exit codes: 0 no error, 1 errors were found, 2 the file cannot be read.
          """,
          "");

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values values, Console console) {
    String file = values.word("FILE");
    var output = new OutputOptions(values);
    boolean failOnFinding = output.failOnFinding();
    var style = console.style(output.color());
    CheckReport report = check(file, console);
    if (output.json()) CheckReports.json(file, report).print(console.out());
    else console.out().print(CheckReports.text(file, report, style));
    boolean bad = report.count(Severity.ERROR) > 0;
    boolean warned = failOnFinding && report.count(Severity.WARNING) > 0;
    return bad || warned ? Exit.FAULT : Exit.OK;
  }

  private static CheckReport check(String file, Console console) {
    try (InputStream in = HarFiles.open(file, console)) {
      return Check.of(in);
    } catch (IOException problem) {
      throw HarFiles.unreadable(file, problem);
    }
  }
}
