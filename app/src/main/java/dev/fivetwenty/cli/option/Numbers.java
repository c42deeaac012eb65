package dev.fivetwenty.cli.option;

import dev.fivetwenty.cli.UsageProblem;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers of the command line.
public final class Numbers {

  /// Twelve digits and a unit stay below 2^63.
  private static final Pattern BYTES = Pattern.compile("([1-9][0-9]{0,11})([KkMmGg]?)");

  public static int whole(String option, String text, int otherwise, int most) {
    double number = read(option, text, otherwise, most);
    if (number != Math.rint(number) || number < 0) throw bad(option, text, most);
    return (int) number;
  }

  public static double positive(String option, String text, double otherwise, double most) {
    double number = read(option, text, otherwise, most);
    if (number <= 0) throw bad(option, text, most);
    return number;
  }

  /// Reads a number of bytes, at least one, with K, M or G behind it as in curl.
  public static long bytes(String option, String text) {
    Matcher size = BYTES.matcher(text);
    if (!size.matches()) {
      throw new UsageProblem(option + " takes bytes, for example 100000 or 64M, not " + text);
    }
    String unit = size.group(2).toLowerCase(Locale.ROOT);
    int thousands = unit.isEmpty() ? 0 : "kmg".indexOf(unit) + 1;
    return Long.parseLong(size.group(1)) << 10 * thousands;
  }

  private static double read(String option, String text, double otherwise, double most) {
    if (text == null) return otherwise;
    try {
      double number = Double.parseDouble(text);
      if (number <= most) return number;
    } catch (NumberFormatException _) {
      // The same complaint as for a number out of range.
    }
    throw bad(option, text, most);
  }

  private static UsageProblem bad(String option, String text, double most) {
    return new UsageProblem(option + " takes a number up to " + (long) most + ", not " + text);
  }

  private Numbers() {}
}
