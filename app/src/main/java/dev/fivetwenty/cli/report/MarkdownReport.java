package dev.fivetwenty.cli.report;

import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.cause.Summary;
import dev.fivetwenty.cause.Unfinished;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.cli.render.Discretion;
import dev.fivetwenty.cli.render.EvidenceText;
import dev.fivetwenty.cli.render.HexView;
import dev.fivetwenty.cli.render.Names;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.cli.render.Style;
import dev.fivetwenty.doctor.Conclusion;
import dev.fivetwenty.doctor.Condition;
import dev.fivetwenty.doctor.Examination;
import dev.fivetwenty.doctor.ProbeResult;
import dev.fivetwenty.origin.Target;
import java.util.Optional;

/// An examination as Markdown, to be pasted into a ticket.
///
/// Text that a peer had a hand in goes into code spans and blocks only, so that it cannot make
/// links or images.
public final class MarkdownReport {

  private final StringBuilder out = new StringBuilder(4096);

  public static String of(Diagnosis diagnosis) {
    return new MarkdownReport().write(diagnosis);
  }

  private String write(Diagnosis diagnosis) {
    Examination examination = diagnosis.examination();
    String url = diagnosis.discretion().url(examination.plan().target().url());
    diagnosis.judged().flatMap(Judged::verdict)
        .ifPresentOrElse(
            verdict -> line("# " + Judged.headline(verdict, condition(examination))),
            () -> line(isTold(examination) ? "# No fault found" : "# Could not tell"));
    line("");
    line("* URL: " + code(url));
    Target target = examination.plan().target();
    line("* Origin: " + code(target.connectHost() + ":" + target.port()));
    line("* Time: " + examination.started() + " (UTC), " + Amount.time(examination.took()) + ", "
        + Amount.count(examination.requests(), "request", "requests"));
    line("* Profile: " + examination.plan().profile().name());
    if (diagnosis.discretion().isHandedOn()) line("* Covered: " + Discretion.NOTE.replace("*", "`*`"));
    unfinished(diagnosis).ifPresent(unfinished -> line("* Reply: " + span(Summary.of(unfinished))));
    examination.software()
        .forEach(s -> line("* Software: " + s.software().title() + " " + code(s.evidence())));
    diagnosis.judged()
        .ifPresent(judged -> judged.verdict().ifPresent(v -> verdict(v, judged, examination)));
    findings(diagnosis);
    probes(examination);
    return out.toString();
  }

  private static boolean isTold(Examination examination) {
    return examination.outcome() != Examination.Outcome.COULD_NOT_TELL;
  }

  private static Optional<Unfinished> unfinished(Diagnosis diagnosis) {
    return diagnosis.judged().flatMap(judged -> judged.judgement().unfinished());
  }

  private void verdict(Verdict verdict, Judged judged, Examination examination) {
    line("");
    line(Summary.headline(verdict) + ".");
    line("");
    line("Who must act: " + verdict.party().slug() + ". Stage: " + verdict.stage().slug() + ".");
    examination.conclusion().ifPresent(this::conclusion);
    line("");
    line("## Evidence");
    EvidenceText.lines(verdict.evidence()).forEach(text -> line("* " + span(text)));
    if (verdict.offset().isPresent() && judged.received().total() > 0) {
      block("text", new HexView(judged.received(), Style.PLAIN)
          .around(verdict.offset().getAsLong(), "byte " + verdict.offset().getAsLong()));
    }
    line("");
    line("## What to do");
    judged.remedy().forEach(step -> line("* " + step));
    line("");
    line("## Reproduce");
    block("sh", judged.reproduce().curl() + "\n" + judged.reproduce().lab() + "\n");
  }

  private void conclusion(Conclusion conclusion) {
    line("Seen in " + conclusion.likelihood() + ", under: " + code(conclusion.under()) + ".");
    conclusion.provisional().ifPresent(why -> line("Provisional: " + why + "."));
  }

  private static Optional<Condition> condition(Examination examination) {
    return examination.conclusion().flatMap(Conclusion::condition);
  }

  private void findings(Diagnosis diagnosis) {
    if (diagnosis.examination().findings().isEmpty()) return;
    line("");
    line("## Findings");
    for (Finding finding : diagnosis.examination().findings()) {
      String slug = finding.cause().slug();
      line("* " + Names.kebab(finding.severity()) + " " + slug + ": " + code(finding.summary()));
      diagnosis.counsel().brief(finding.cause()).forEach(step -> line("  * " + step));
      line("  * `" + Counsel.page(finding.cause()) + "`");
    }
  }

  private void probes(Examination examination) {
    line("");
    line("## Probes");
    line("| Probe | Result | |");
    line("| --- | --- | --- |");
    for (ProbeResult probe : examination.probes()) {
      line("| " + probe.probe() + " | " + Names.kebab(probe.state()) + " | "
          + code(probe.summary()).replace("|", "\\|") + " |");
    }
  }

  /// Returns a code span that nothing within can end.
  private static String code(String text) {
    return span(Shown.text(text, 400));
  }

  /// Returns the same of text that was made safe before.
  private static String span(String text) {
    return text.isEmpty() ? "" : "`" + text.replace('`', '\'') + "`";
  }

  private void block(String language, String text) {
    line("```" + language);
    out.append(text.replace("```", "'''"));
    line("```");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
