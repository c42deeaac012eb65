package dev.fivetwenty.cli;

import dev.fivetwenty.cli.render.Diagnosis;
import dev.fivetwenty.cli.render.Discretion;
import dev.fivetwenty.cli.render.ExaminationText;
import dev.fivetwenty.cli.render.JUnitReport;
import dev.fivetwenty.cli.render.JsonReport;
import dev.fivetwenty.cli.render.MarkdownReport;
import dev.fivetwenty.cli.render.Style;
import dev.fivetwenty.doctor.Recorded;
import java.nio.file.Path;

/// The folder of `--out`: every form of the report, and the bytes of the request and its reply.
record ReportFolder(Path folder) {

  /// Makes the folder, and checks that files can be put there.
  void demand() {
    Written.folder(folder);
    Written.demand(folder.resolve("report.txt"));
  }

  void write(Diagnosis diagnosis) {
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
  }

  private void put(String name, String text) {
    Written.write(folder.resolve(name), text);
  }

  private void put(String name, byte[] message) {
    Written.write(folder.resolve(name), message);
  }
}
