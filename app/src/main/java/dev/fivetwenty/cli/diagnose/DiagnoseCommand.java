package dev.fivetwenty.cli.diagnose;

import dev.fivetwenty.cli.Command;
import dev.fivetwenty.cli.Outcome;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.Wiring;
import dev.fivetwenty.cli.har.HarRequest;
import dev.fivetwenty.cli.option.ConnectionOptions;
import dev.fivetwenty.cli.option.Examining;
import dev.fivetwenty.cli.option.OptionTable;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.option.OutputOptions;
import dev.fivetwenty.cli.option.RequestOptions;
import dev.fivetwenty.cli.option.Requests;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.cli.render.Style;
import dev.fivetwenty.cli.report.Diagnoses;
import dev.fivetwenty.cli.report.Diagnosis;
import dev.fivetwenty.cli.report.ExaminationText;
import dev.fivetwenty.cli.report.JUnitReport;
import dev.fivetwenty.cli.report.JsonReport;
import dev.fivetwenty.cli.report.MarkdownReport;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Interrupts;
import dev.fivetwenty.cli.terminal.Written;
import dev.fivetwenty.doctor.Examination;
import dev.fivetwenty.doctor.Timekeeper;
import dev.fivetwenty.doctor.asking.Plan;
import java.nio.file.Path;
import java.util.Optional;

/// Examines an origin and reports what is wrong with it.
public final class DiagnoseCommand implements Command {

  private static final OptionTable OPTIONS =
      new OptionTable(
          """
          Finds out why an origin makes a CDN answer 520. Sends at most 50 requests.

            fivetwenty diagnose https://shop.example/cart --origin 203.0.113.7
            fivetwenty diagnose http://127.0.0.1:8580/resp-empty-fin
            fivetwenty diagnose https://shop.example/ --origin 203.0.113.7 --until-fail \\
                --repeat 500 --rate 5 --yes-this-is-my-origin
            fivetwenty diagnose https://shop.example/ --origin 203.0.113.7 --find-limits \\
                --yes-this-is-my-origin

            fivetwenty diagnose --har page.har --origin 203.0.113.7

          Usage: fivetwenty diagnose [OPTION]... URL

                --har FILE            ask what an entry of this HAR asked, instead of a URL: the first
                                      that failed
                --entry N             or this one, from 0
          """
              + Examining.HELP
              + """
                --fail-on finding     exit with 1 for warnings, too
                --markdown            print Markdown
                --junit FILE          write JUnit XML there, too
                --out DIR             write all reports and the bytes there, and a ticket (fivetwenty
                                      ticket --help) in DIR/ticket
                --no-curl             do not run the curl line for the ticket
          """
              + RequestOptions.HELP + ConnectionOptions.HELP + OutputOptions.HELP,
          "-s, --silent\n-v, --verbose\n" + RequestOptions.HIDDEN + ConnectionOptions.HIDDEN);

  private final Timekeeper time;
  private Values values;
  private OutputOptions output;

  /// @param time that the examination takes
  public DiagnoseCommand(Timekeeper time) {
    this.time = time;
  }

  @Override
  public OptionTable options() {
    return OPTIONS;
  }

  @Override
  public int run(Values given, Console console) {
    values = given;
    output = new OutputOptions(given);
    Style style = console.style(output.color());
    boolean failOnFinding = output.failOnFinding();
    if (output.json() && given.has("--markdown")) {
      throw new UsageProblem("--json and --markdown exclude each other; --out DIR writes both");
    }
    Plan plan = plan(console);
    junit().ifPresent(Written::demand);
    folder().ifPresent(ReportFolder::demand);
    var interrupts = Interrupts.ofThisThread();
    try (var origins = Wiring.origins()) {
      Examination examination = Examining.run(plan, origins, time, console, output.json());
      print(examination, style, console);
      console.out().flush();
      int code = Outcome.exitCode(examination, failOnFinding, console);
      return Written.after(console, code, () -> write(examination, console));
    } finally {
      interrupts.end();
    }
  }

  private Plan plan(Console console) {
    var options = new RequestOptions(values);
    String file = values.last("--har", null);
    if (file == null) {
      if (values.has("--entry")) throw new UsageProblem("--entry goes with --har FILE");
      var request = new Requests(options, console.in());
      return new Examining(values).plan(request.url(), request.bytes());
    }
    if (!values.words().isEmpty()) throw new UsageProblem("--har FILE takes the place of a URL");
    HarRequest recorded = HarRequest.read(file, values.last("--entry", null), console);
    console.err().println("fivetwenty: " + Shown.text(recorded.said(file)));
    return new Examining(values).plan(
        recorded.url(), Requests.supplied(recorded.bytes(), options, console.in()));
  }

  private void write(Examination examination, Console console) {
    if (junit().isEmpty() && folder().isEmpty()) return;
    Diagnosis diagnosis = Diagnoses.of(examination, output.handedOn());
    junit().ifPresent(file -> Written.write(file, JUnitReport.of(diagnosis)));
    folder().ifPresent(folder -> folder.write(diagnosis, values, console));
  }

  private Optional<Path> junit() {
    return Optional.ofNullable(values.last("--junit", null)).map(Path::of);
  }

  private Optional<ReportFolder> folder() {
    return Optional.ofNullable(values.last("--out", null))
        .map(folder -> new ReportFolder(Path.of(folder)));
  }

  private void print(Examination examination, Style style, Console console) {
    boolean document = output.json() || values.has("--markdown");
    Diagnosis diagnosis =
        Diagnoses.of(examination, document ? output.handedOn() : output.atTerminal());
    if (output.json()) JsonReport.of(diagnosis).print(console.out());
    else if (document) console.out().print(MarkdownReport.of(diagnosis));
    else console.out().print(new ExaminationText(style).of(diagnosis));
  }
}
