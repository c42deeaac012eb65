package dev.fivetwenty.config.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers of bytes as people write them: `512`, `8k`, `16KiB`, `2GiB`. All units are powers of 1024.
public final class SizeText {

  private static final String UNITS = "KMGT";

  /// Eighteen digits fit in a long.
  private static final Pattern FORM = Pattern.compile("(\\d{1,18})(?:B|([kKmMgGtT])(?:iB)?)?");

  private static final Pattern DECIMAL_UNIT = Pattern.compile("(\\d{1,18})([kKmMgGtT])[bB]");

  public static long parse(String text) throws Unfit {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      long amount = Long.parseLong(form.group(1));
      int shift = form.group(2) == null ? 0 : 10 * (UNITS.indexOf(unit(form.group(2))) + 1);
      if (shift >= Long.numberOfLeadingZeros(amount)) throw new Unfit(text + " is more than can be counted");
      return amount << shift;
    }
    Matcher decimal = DECIMAL_UNIT.matcher(text);
    if (decimal.matches()) {
      String clear = decimal.group(1) + unit(decimal.group(2)) + "iB";
      throw new Unfit(text + " is a power of 1000 for some and of 1024 for others; did you mean " + clear + "?");
    }
    throw new Unfit(text + " is not a size, which is for example 512, 8k, 16KiB or 2GiB");
  }

  private static char unit(String unit) {
    return Character.toUpperCase(unit.charAt(0));
  }

  /// Returns what [#parse] reads as the same, in the largest unit that fits.
  public static String of(long bytes) {
    int unit = bytes == 0 ? 0 : Math.min(Long.numberOfTrailingZeros(bytes) / 10, UNITS.length());
    return unit == 0 ? Long.toString(bytes) : (bytes >> 10 * unit) + "" + UNITS.charAt(unit - 1) + "iB";
  }

  private SizeText() {}
}
