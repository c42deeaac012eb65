package dev.fivetwenty.cli;

import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cli.render.Reproduction;

/// The commands that show a fault again.
final class Reproductions {

  static Reproduction ofFile(Judgement judgement) {
    return new Reproduction("", lab(judgement));
  }

  static String lab(Judgement judgement) {
    return judgement.verdict().map(v -> "fivetwenty lab " + v.cause().slug()).orElse("");
  }

  private Reproductions() {}
}
