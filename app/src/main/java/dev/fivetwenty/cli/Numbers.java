package dev.fivetwenty.cli;

/// Numbers of the command line.
final class Numbers {

  static int whole(String option, String text, int otherwise, int most) {
    double number = read(option, text, otherwise, most);
    if (number != Math.rint(number) || number < 0) throw bad(option, text, most);
    return (int) number;
  }

  static double positive(String option, String text, double otherwise, double most) {
    double number = read(option, text, otherwise, most);
    if (number <= 0) throw bad(option, text, most);
    return number;
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
