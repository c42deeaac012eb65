package dev.fivetwenty.config.text;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: a whole number and a unit, `250ms`, `5s`, `2m`, `1h`, `14d`.
public final class DurationText {

  /// Nine digits of days are a million years, and fit.
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  public static Duration parse(String text) throws Unfit {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      boolean bare = !text.isEmpty() && text.chars().allMatch(Character::isDigit);
      throw new Unfit(
          bare
              ? text + " has no unit; did you mean " + text + "s? (units are ms, s, m, h, d)"
              : text + " is not a duration, which is for example 250ms, 5s, 2m, 1h or 14d");
    }
    long amount = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /// Returns what [#parse] reads as the same: in seconds up to an hour, then in the largest unit that fits.
  public static String of(Duration duration) {
    long seconds = duration.toSeconds();
    if (duration.toMillisPart() > 0) return duration.toMillis() + "ms";
    if (seconds == 0 || seconds % 60 != 0 || seconds < 3600) return seconds + "s";
    if (seconds % 86_400 == 0) return seconds / 86_400 + "d";
    return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
  }

  private DurationText() {}
}
