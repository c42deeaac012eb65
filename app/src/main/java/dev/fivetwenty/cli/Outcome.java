package dev.fivetwenty.cli;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Family;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.option.UrlText;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.doctor.Conclusion;
import dev.fivetwenty.doctor.Examination;
import dev.fivetwenty.doctor.Gap;
import dev.fivetwenty.doctor.ProbeResult;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.Target;
import java.util.List;
import java.util.stream.Collectors;

/// What a verdict means for the exit code.
public final class Outcome {

  /// Returns the code; where no origin was reached, one line on standard error says so.
  public static int exitCode(Attempt attempt, boolean failOnFinding, Console console) {
    var verdict = attempt.judgement().verdict();
    return verdict.isPresent()
        ? exitCode(verdict.get(), attempt.order().target(), console)
        : exitCode(attempt.judgement(), failOnFinding);
  }

  /// Returns the code for bytes that came from a file.
  public static int exitCode(Judgement judgement) {
    if (judgement.verdict().isEmpty()) return exitCode(judgement, false);
    Cause cause = judgement.verdict().get().cause();
    if (cause == Cause.EDGE_DEFECT) return Exit.DEFECT;
    return cause == Cause.UNDETERMINED ? Exit.COULD_NOT_TELL : Exit.FAULT;
  }

  /// Returns the code where there is no verdict.
  private static int exitCode(Judgement judgement, boolean failOnFinding) {
    if (judgement.unfinished().isPresent()) return Exit.COULD_NOT_TELL;
    return warned(judgement.findings(), failOnFinding);
  }

  private static int warned(List<Finding> findings, boolean failOnFinding) {
    boolean warned = findings.stream().anyMatch(f -> f.severity() == Finding.Severity.WARNING);
    return failOnFinding && warned ? Exit.FAULT : Exit.OK;
  }

  public static int exitCode(Examination examination, boolean failOnFinding, Console console) {
    if (examination.interrupted()) return Exit.INTERRUPTED;
    return switch (examination.outcome()) {
      case DEFECT -> Exit.DEFECT;
      case FAULT -> isReached(examination)
          ? fault(examination, console)
          : exitCode(examination.verdict().orElseThrow(), examination.plan().target(), console);
      case COULD_NOT_TELL -> couldNotTell(examination, console);
      case NO_FAULT -> warned(examination.findings(), failOnFinding);
    };
  }

  /// A wait that our own limit ended left no time for other questions: they are named, too.
  private static int fault(Examination examination, Console console) {
    String notRun = notRun(examination);
    boolean provisional =
        examination.conclusion().flatMap(Conclusion::provisional).isPresent();
    if (provisional && !notRun.isEmpty()) complain(notRun, console);
    return Exit.FAULT;
  }

  private static int couldNotTell(Examination examination, Console console) {
    String notRun = notRun(examination);
    complain(notRun.isEmpty() ? "could not tell" : "could not tell; " + notRun, console);
    return Exit.COULD_NOT_TELL;
  }

  private static String notRun(Examination examination) {
    String names =
        examination.notRun().stream()
            .filter(p -> p.gap().filter(gap -> gap != Gap.INAPPLICABLE).isPresent())
            .map(ProbeResult::probe).collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : "not run to the end: " + names;
  }

  private static int exitCode(Verdict verdict, Target target, Console console) {
    if (verdict.cause() == Cause.EDGE_DEFECT) return Exit.DEFECT;
    if (verdict.cause() == Cause.UNDETERMINED) return Exit.COULD_NOT_TELL;
    if (isReached(verdict)) return Exit.FAULT;
    complain(
        "no origin was reached at " + UrlText.bracket(target.connectHost()) + ":" + target.port()
            + ": " + verdict.cause().summary(), console);
    return Exit.COULD_NOT_TELL;
  }

  /// True when the request itself met an origin, whatever became of a probe's.
  private static boolean isReached(Examination examination) {
    return examination.attempts().stream()
        .filter(recorded -> recorded.probe().equals("request"))
        .map(recorded -> recorded.attempt().judgement().verdict())
        .anyMatch(verdict -> verdict.isEmpty() || isReached(verdict.get()));
  }

  /// False where not even a connection came about: a wrong name, address or port looks the same.
  public static boolean isReached(Verdict verdict) {
    Family family = verdict.cause().family();
    return family != Family.NAME_RESOLUTION && family != Family.CONNECT;
  }

  private static void complain(String text, Console console) {
    console.out().flush();
    console.err().println("fivetwenty: " + text);
  }

  private Outcome() {}
}
