package dev.fivetwenty.cli.report;

import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.cli.render.EvidenceText;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.doctor.Conclusion;
import dev.fivetwenty.doctor.Examination;
import dev.fivetwenty.doctor.ProbeResult;
import java.util.List;

/// An examination as JUnit XML: one test case per probe, so that CI systems show it.
public final class JUnitReport {

  public static String of(Diagnosis diagnosis) {
    Examination examination = diagnosis.examination();
    List<ProbeResult> probes = examination.probes();
    long failures = probes.stream().filter(p -> p.state() == ProbeResult.State.FAULT).count();
    long skipped =
        probes.stream()
            .filter(p -> switch (p.state()) {
              case NOT_RUN, CUT_SHORT, OPEN -> true;
              case FINE, NOTED, FAULT -> false;
            })
            .count();
    var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuite name=\"fivetwenty diagnose ")
        .append(escape(diagnosis.discretion().url(examination.plan().target().url())))
        .append("\" tests=\"").append(probes.size())
        .append("\" failures=\"").append(failures)
        .append("\" errors=\"0\" skipped=\"").append(skipped)
        .append("\" timestamp=\"").append(examination.started())
        .append("\" time=\"").append(seconds(examination.took().toMillis())).append("\">\n");
    probes.forEach(probe -> testCase(probe, diagnosis, xml));
    return xml.append("</testsuite>\n").toString();
  }

  private static void testCase(ProbeResult probe, Diagnosis diagnosis, StringBuilder xml) {
    xml.append("  <testcase classname=\"fivetwenty\" name=\"").append(escape(probe.probe()))
        .append("\" time=\"").append(seconds(probe.took().toMillis())).append("\">\n");
    String summary = escape(Shown.text(probe.summary()));
    switch (probe.state()) {
      case FAULT -> {
        String type = probe.verdict().map(v -> v.cause().slug()).orElse("fault");
        String proof =
            probe.verdict().map(diagnosis.discretion()::record)
                .map(v -> String.join("\n", EvidenceText.lines(v.evidence()))).orElse("");
        xml.append("    <failure type=\"").append(type).append("\" message=\"")
            .append(condition(probe, diagnosis.examination())).append(summary)
            .append("\">").append(escape(proof)).append("</failure>\n");
      }
      case NOT_RUN, CUT_SHORT, OPEN ->
          xml.append("    <skipped message=\"").append(summary).append("\"/>\n");
      case FINE, NOTED ->
          xml.append("    <system-out>").append(summary).append(advice(probe, diagnosis))
              .append("</system-out>\n");
    }
    xml.append("  </testcase>\n");
  }

  /// Returns what the verdict of the examination depends on, before the probe that proves it.
  private static String condition(ProbeResult probe, Examination examination) {
    return examination.conclusion()
        .filter(c -> c.proof().probe().equals(probe.probe()))
        .flatMap(Conclusion::condition)
        .map(c -> escape(Shown.text(c.text())) + ": ")
        .orElse("");
  }

  private static String advice(ProbeResult probe, Diagnosis diagnosis) {
    var advice = new StringBuilder();
    for (Finding finding : probe.findings()) {
      advice.append('\n').append(finding.cause().slug()).append(": ")
          .append(escape(String.join(" ", diagnosis.counsel().brief(finding.cause()))));
    }
    return advice.toString();
  }

  private static String seconds(long millis) {
    String digits = "00" + millis % 1000;
    return millis / 1000 + "." + digits.substring(digits.length() - 3);
  }

  /// Escapes text that holds no control characters.
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private JUnitReport() {}
}
