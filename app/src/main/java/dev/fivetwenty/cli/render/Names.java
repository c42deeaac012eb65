package dev.fivetwenty.cli.render;

import java.util.Locale;

/// Public spellings of enum constants.
public final class Names {

  public static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Names() {}
}
