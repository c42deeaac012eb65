package dev.fivetwenty.cli;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.render.RequestSecrets;
import dev.fivetwenty.doctor.Condition;
import dev.fivetwenty.doctor.Examination;
import dev.fivetwenty.doctor.Recorded;
import dev.fivetwenty.doctor.Reproduction;
import dev.fivetwenty.origin.AttemptOrder;
import dev.fivetwenty.origin.RequestBytes;
import java.util.Optional;

/// The commands that show a fault again, fit to be shown.
final class Reproductions {

  private static final Reproduction NONE = new Reproduction("", "");

  /// Returns the lab's command only: bytes from a file came from nowhere.
  static Reproduction ofFile(Judgement judgement) {
    return judgement.verdict().map(v -> new Reproduction("", lab(v))).orElse(NONE);
  }

  static Reproduction of(
      Judgement judgement, AttemptOrder order, RequestBytes request, boolean showSecrets) {
    RequestBytes shown = showSecrets ? request : RequestSecrets.hidden(request, request);
    return judgement
        .verdict()
        .map(v -> Reproduction.of(order.target(), shown, order.tls(), v.cause()))
        .orElse(NONE);
  }

  /// Returns the commands for what an examination concluded; fields that a probe made are not
  /// secret.
  static Reproduction of(Examination examination, Recorded proof, boolean showSecrets) {
    RequestBytes request = proof.request();
    RequestBytes shown =
        showSecrets ? request : RequestSecrets.hidden(request, examination.plan().request());
    AttemptOrder order = proof.attempt().order();
    return cause(examination)
        .map(cause -> Reproduction.of(order.target(), shown, order.tls(), cause))
        .orElse(NONE);
  }

  /// What a fault depends on is what has to be shown.
  private static Optional<Cause> cause(Examination examination) {
    return examination.conclusion()
        .map(c -> c.condition().flatMap(Condition::cause).orElse(c.verdict().cause()));
  }

  private static String lab(Verdict verdict) {
    return "fivetwenty lab " + verdict.cause().slug();
  }

  private Reproductions() {}
}
