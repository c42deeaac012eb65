package dev.fivetwenty.cli.report;

import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.cli.render.Discretion;
import dev.fivetwenty.cli.render.Lines;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.cli.render.Style;
import dev.fivetwenty.doctor.Conclusion;
import dev.fivetwenty.doctor.Examination;
import dev.fivetwenty.doctor.ProbeResult;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.RequestBytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/// An examination for people: the verdict with its proof, how sure it is, and what each probe
/// found.
public final class ExaminationText {

  private static final int NAME_WIDTH = 17;

  /// Columns before the name of a probe.
  private static final int MARK_WIDTH = 11;

  private final Style style;
  private final StringBuilder out = new StringBuilder(4096);

  public ExaminationText(Style style) {
    this.style = style;
  }

  public String of(Diagnosis diagnosis) {
    Examination examination = diagnosis.examination();
    diagnosis.judged()
        .ifPresentOrElse(
            judged -> out.append(new VerdictText(style).of(judged)),
            () -> out.append(style.warning("could not tell")).append(": no answer yet\n"));
    examination.conclusion().ifPresent(conclusion -> conclusion(conclusion, diagnosis));
    if (examination.conclusion().isEmpty() && !examination.missing().isEmpty()) {
      line("  in the request itself; not examined: " + String.join(", ", examination.missing()));
    }
    software(examination);
    probes(examination);
    closing(examination);
    if (diagnosis.discretion().isHandedOn()) line("  " + Discretion.NOTE);
    return out.toString();
  }

  private void conclusion(Conclusion conclusion, Diagnosis diagnosis) {
    Examination examination = diagnosis.examination();
    line("");
    line("  seen in " + conclusion.likelihood() + ", under: " + Shown.text(conclusion.under()));
    if (!conclusion.smallest().isEmpty()) {
      line("  smallest request that shows it:");
      RequestBytes given = examination.plan().request();
      for (RequestBytes.Line field : conclusion.smallest()) {
        String value = diagnosis.discretion().value(field, given);
        line("    " + Shown.text(field.name() + ": " + value, 92));
      }
    }
    examination.itself().filter(itself -> itself != conclusion.proof()).ifPresent(
        itself -> line("  the request as asked ends in " + Upshot.of(
            itself.attempt(), examination.plan().profile())));
    conclusion.provisional()
        .ifPresent(why -> line("  " + style.warning("provisional") + ": " + why));
  }

  private void software(Examination examination) {
    if (examination.software().isEmpty()) return;
    line(
        "  software: "
            + examination.software().stream()
                .map(s -> s.software().title() + " (" + Shown.text(s.evidence(), 60) + ")")
                .collect(Collectors.joining(", ")));
  }

  /// What was asked comes one line each, faults first; what was not, one line for each reason.
  private void probes(Examination examination) {
    line("");
    examination.probes().stream()
        .filter(probe -> probe.state() != ProbeResult.State.NOT_RUN && !isHeadline(probe))
        .sorted(Comparator.comparing(ExaminationText::rank))
        .forEach(probe -> row(mark(probe), probe.probe(), Shown.text(probe.summary(), 200)));
    var reasons = new LinkedHashMap<String, List<String>>();
    for (ProbeResult probe : examination.notRun()) {
      if (probe.state() != ProbeResult.State.NOT_RUN) continue;
      reasons.computeIfAbsent(probe.summary(), _ -> new ArrayList<>()).add(probe.probe());
    }
    reasons.forEach(
        (why, names) ->
            row(
                mark(ProbeResult.State.NOT_RUN), "",
                Shown.text(why) + ": " + String.join(", ", names)));
  }

  /// True where the first line of the report has said it.
  private static boolean isHeadline(ProbeResult probe) {
    return probe.state() == ProbeResult.State.FAULT
        && probe.verdict().filter(v -> v.cause().summary().equals(probe.summary())).isPresent();
  }

  private static int rank(ProbeResult probe) {
    return switch (probe.state()) {
      case FAULT -> 0;
      case NOTED -> 1;
      case CUT_SHORT -> 2;
      case OPEN -> 3;
      case FINE, NOT_RUN -> 4;
    };
  }

  private void row(String mark, String name, String text) {
    String label = name.isEmpty() ? "" : name + " ".repeat(Math.max(1, NAME_WIDTH - name.length()));
    int indent = MARK_WIDTH + label.length();
    String head = "  " + mark + "  " + label;
    for (String part : Lines.wrapped(text, Lines.WIDTH - indent)) {
      line(head + part);
      head = " ".repeat(indent);
    }
  }

  private String mark(ProbeResult probe) {
    return mark(probe.state());
  }

  private String mark(ProbeResult.State state) {
    return switch (state) {
      case FINE -> style.good("fine   ");
      case NOTED -> style.warning("noted  ");
      case FAULT -> style.bad("fault  ");
      case OPEN -> style.faint("open   ");
      case CUT_SHORT -> style.faint("cut    ");
      case NOT_RUN -> style.faint("not run");
    };
  }

  private void closing(Examination examination) {
    line("");
    String interrupted = examination.interrupted() ? "; interrupted" : "";
    line(
        "  " + Amount.count(examination.requests(), "request", "requests") + " in "
            + Amount.time(examination.took()) + interrupted);
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
