package dev.fivetwenty.cli;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.render.Secrets;
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
    RequestBytes shown = showSecrets ? request : Secrets.request(request, request);
    return judgement
        .verdict()
        .map(v -> Reproduction.of(order.target(), shown, order.tls(), v.cause()))
        .orElse(NONE);
  }

  /// Returns the commands for what an examination concluded; fields that a probe made are not secret.
  static Reproduction of(Examination examination, Recorded proof, boolean showSecrets) {
    RequestBytes request = proof.request();
    RequestBytes shown =
        showSecrets ? request : Secrets.request(request, examination.plan().request());
    AttemptOrder order = proof.attempt().order();
    return cause(examination, proof)
        .map(cause -> Reproduction.of(order.target(), shown, order.tls(), cause))
        .orElse(NONE);
  }

  /// A probe that brought the fault out has a finding that says how.
  private static Optional<Cause> cause(Examination examination, Recorded proof) {
    Optional<Cause> finding =
        examination.probes().stream()
            .filter(probe -> probe.probe().equals(proof.probe()))
            .flatMap(probe -> probe.findings().stream())
            .filter(found -> found.severity() == Finding.Severity.WARNING)
            .map(Finding::cause)
            .findFirst();
    boolean asAsked =
        examination.conclusion().filter(c -> c.under().equals("the request as asked")).isPresent();
    return examination.verdict().map(v -> asAsked ? v.cause() : finding.orElse(v.cause()));
  }

  private static String lab(Verdict verdict) {
    return "fivetwenty lab " + verdict.cause().slug();
  }

  private Reproductions() {}
}
