package dev.fivetwenty.cli.diagnose;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.render.Discretion;
import dev.fivetwenty.cli.render.Style;
import dev.fivetwenty.cli.report.Diagnosis;
import dev.fivetwenty.cli.report.ExaminationText;
import dev.fivetwenty.cli.report.JUnitReport;
import dev.fivetwenty.cli.report.JsonReport;
import dev.fivetwenty.cli.report.MarkdownReport;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.terminal.Problems;
import dev.fivetwenty.cli.terminal.Written;
import dev.fivetwenty.cli.ticket.TicketMaking;
import dev.fivetwenty.cli.ticket.TicketText;
import dev.fivetwenty.cli.ticket.source.ExaminationTicket;
import dev.fivetwenty.cli.ticket.source.Prepared;
import dev.fivetwenty.cli.ticket.source.TicketOptions;
import dev.fivetwenty.doctor.Examination;
import dev.fivetwenty.doctor.asking.Recorded;
import dev.fivetwenty.ticket.Leak;
import dev.fivetwenty.ticket.TicketFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The folder of `--out`: every form of the report, the bytes of the request and its reply, and a
/// ticket.
record ReportFolder(Path folder) {

  /// Makes the folder, and checks that files can be put there.
  void demand() {
    Written.folder(folder);
    Written.demand(folder.resolve("report.txt"));
    try {
      TicketFolder.demand(ticket());
    } catch (IOException problem) {
      throw new UsageProblem("cannot make the folder " + ticket() + ": " + Problems.text(problem));
    }
  }

  private Path ticket() {
    return folder.resolve("ticket");
  }

  /// @param values of the command line, for the ticket
  void write(Diagnosis diagnosis, Values values, Console console) {
    Written.folder(folder);
    put("report.txt", new ExaminationText(Style.PLAIN).of(diagnosis));
    put("report.md", MarkdownReport.of(diagnosis));
    put("report.json", JsonReport.of(diagnosis).text() + "\n");
    put("junit.xml", JUnitReport.of(diagnosis));
    diagnosis.proof().map(Recorded::attempt).ifPresent(attempt -> {
      Discretion discretion = diagnosis.discretion();
      put("request.bin", discretion.sent(attempt.sent()));
      put("reply.bin", discretion.received(attempt.received(), attempt.observation().reply()));
    });
    ticket(diagnosis.examination(), values, console);
  }

  /// Nothing secret is in a ticket, whatever is shown elsewhere.
  private void ticket(Examination examination, Values values, Console console) {
    var options = new TicketOptions(values);
    InstantSource clock = InstantSource.system();
    Prepared prepared =
        new ExaminationTicket(examination, List.of(), options.keep())
            .prepared(List.of(), options.runsCurl(), console, clock);
    Optional<Leak> leak =
        new TicketMaking(options, console, clock).make(prepared, ticket()).leak();
    if (leak.isPresent()) throw new UsageProblem(TicketText.refused(leak.get()));
  }

  private void put(String name, String text) {
    Written.write(folder.resolve(name), text);
  }

  private void put(String name, byte[] message) {
    Written.write(folder.resolve(name), message);
  }
}
