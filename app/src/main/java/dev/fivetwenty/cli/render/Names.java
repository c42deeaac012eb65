package dev.fivetwenty.cli.render;

import java.util.Locale;

/// Public spellings of enum constants.
final class Names {

  static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Names() {}
}
