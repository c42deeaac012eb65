package dev.fivetwenty.cli.report;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.render.Discretion;
import dev.fivetwenty.doctor.Examination;
import dev.fivetwenty.doctor.asking.Recorded;
import dev.fivetwenty.doctor.reproduction.Reproduction;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;

/// The commands that show a fault again, fit to be shown.
public final class Reproductions {

  private static final Reproduction NONE = new Reproduction("", "");

  /// Returns the lab's command only: bytes from a file came from nowhere.
  public static Reproduction ofFile(Judgement judgement) {
    return judgement.verdict().map(v -> new Reproduction("", lab(v))).orElse(NONE);
  }

  public static Reproduction of(Attempt attempt, RequestBytes request, Discretion discretion) {
    RequestBytes shown = discretion.request(request, request);
    return attempt.judgement().verdict().map(v -> of(attempt, shown, v.cause(), discretion))
        .orElse(NONE);
  }

  /// Returns the commands for what an examination concluded; fields that a probe made are not
  /// secret.
  public static Reproduction of(Examination examination, Recorded proof, Discretion discretion) {
    RequestBytes shown = discretion.request(proof.request(), examination.plan().request());
    return examination.conclusion()
        .map(c -> of(proof.attempt(), shown, c.toShow(), discretion))
        .orElse(NONE);
  }

  private static Reproduction of(
      Attempt attempt, RequestBytes shown, Cause cause, Discretion discretion) {
    Target target = discretion.target(attempt.order().target());
    return Reproduction.of(target, shown, attempt.order().tls(), cause).asPatientAs(attempt);
  }

  /// Returns the line that sends the request again, whatever comes of it.
  public static String curl(Examination examination, Recorded asked, Discretion discretion) {
    RequestBytes shown = discretion.request(asked.request(), examination.plan().request());
    Attempt attempt = asked.attempt();
    String line =
        Reproduction.curl(
            discretion.target(attempt.order().target()), shown, attempt.order().tls());
    return Reproduction.patient(line, attempt.observation(), attempt.timeline());
  }

  private static String lab(Verdict verdict) {
    return "fivetwenty lab " + verdict.cause().slug();
  }

  private Reproductions() {}
}
