package dev.fivetwenty.cli.render;

import dev.fivetwenty.doctor.Conclusion;
import dev.fivetwenty.doctor.Examination;
import dev.fivetwenty.doctor.ProbeResult;
import java.util.stream.Collectors;

/// An examination for people: the verdict with its proof, how sure it is, and what each probe found.
public final class ExaminationText {

  private static final int NAME_WIDTH = 20;

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
    out.append('\n');
    examination.conclusion().ifPresent(this::conclusion);
    software(examination);
    probes(examination);
    closing(examination);
    return out.toString();
  }

  private void conclusion(Conclusion conclusion) {
    line("  seen in " + conclusion.likelihood() + ", under: " + Shown.text(conclusion.under()));
    if (!conclusion.smallest().isEmpty()) {
      line("  smallest request that shows it:");
      conclusion.smallest().forEach(
          field -> line("    " + Shown.text(field.name() + ": " + Secrets.value(field.name(), field.value()), 120)));
    }
    conclusion.provisional().ifPresent(why -> line("  " + style.warning("provisional") + ": " + why));
  }

  private void software(Examination examination) {
    if (examination.software().isEmpty()) return;
    line(
        "  software: "
            + examination.software().stream()
                .map(s -> s.software().title() + " (" + Shown.text(s.evidence(), 60) + ")")
                .collect(Collectors.joining(", ")));
  }

  private void probes(Examination examination) {
    line("");
    for (ProbeResult probe : examination.probes()) {
      String name = probe.probe() + " ".repeat(Math.max(1, NAME_WIDTH - probe.probe().length()));
      line("  " + mark(probe) + "  " + name + Shown.text(probe.summary(), 200));
    }
  }

  private String mark(ProbeResult probe) {
    return switch (probe.state()) {
      case FINE -> style.good("fine   ");
      case NOTED -> style.warning("noted  ");
      case FAULT -> style.bad("fault  ");
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
