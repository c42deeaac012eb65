package dev.fivetwenty.cli;

import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.render.Secrets;
import dev.fivetwenty.doctor.Reproduction;
import dev.fivetwenty.origin.AttemptOrder;
import dev.fivetwenty.origin.RequestBytes;

/// The commands that show a fault again, fit to be shown.
final class Reproductions {

  private static final Reproduction NONE = new Reproduction("", "");

  /// Returns the lab's command only: bytes from a file came from nowhere.
  static Reproduction ofFile(Judgement judgement) {
    return judgement.verdict().map(v -> new Reproduction("", lab(v))).orElse(NONE);
  }

  static Reproduction of(
      Judgement judgement, AttemptOrder order, RequestBytes request, boolean showSecrets) {
    RequestBytes shown = showSecrets ? request : Secrets.request(request);
    return judgement
        .verdict()
        .map(v -> Reproduction.of(order.target(), shown, order.tls(), v.cause()))
        .orElse(NONE);
  }

  private static String lab(Verdict verdict) {
    return "fivetwenty lab " + verdict.cause().slug();
  }

  private Reproductions() {}
}
