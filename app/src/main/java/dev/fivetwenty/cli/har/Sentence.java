package dev.fivetwenty.cli.har;

import dev.fivetwenty.cli.render.Shown;

/// Our own sentences, which cite sections of standards and hold names from files.
public final class Sentence {

  /// Returns at most `limit` characters that are safe to print.
  public static String text(String sentence, int limit) {
    return Shown.text(sentence, limit).replace("\\xa7", "\u00a7");
  }

  private Sentence() {}
}
