package dev.fivetwenty.wire;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// What is tolerated and how much of it: a named, dated set of decisions, limits and timeouts.
///
/// `classic` is what the documented 520 says (8 KiB header section, a head without fields is
/// refused), `current` has the figures published today, `strict` reads RFC 9112 to the letter. Every
/// report names the profile it was made under. Immutable; operators derive their own with
/// [#derive].
public final class Profile {

  private static final Duration DNS = Duration.ofSeconds(5);

  public static final Profile CLASSIC =
      new Profile(
          "classic",
          LocalDate.of(2018, 6, 1),
          "the documented 520: at most 8 KiB of headers, and at least one",
          new Limits(8192, 8192, 8192, 1000, 2, 4096, 8192, 65_536),
          new Timeouts(
              DNS, seconds(19), seconds(15), seconds(30), seconds(90), seconds(100), seconds(100),
              seconds(90)),
          Rule::classic);

  public static final Profile CURRENT =
      new Profile(
          "current",
          LocalDate.of(2026, 11, 1),
          "today's published figures: 128 KiB of response headers, 125 s to answer",
          new Limits(8192, 131_072, 65_536, 256, 2, 4096, 131_072, 65_536),
          new Timeouts(
              DNS, seconds(19), seconds(15), seconds(30), seconds(90), seconds(125), seconds(125),
              seconds(900)),
          Rule::current);

  public static final Profile STRICT =
      new Profile(
          "strict",
          LocalDate.of(2022, 6, 1),
          "RFC 9110 and RFC 9112 to the letter, with the limits of classic",
          CLASSIC.limits,
          CLASSIC.timeouts,
          Rule::strict);

  private static final List<Profile> BUILT_IN = List.of(CLASSIC, CURRENT, STRICT);

  private final String name;
  private final LocalDate dated;
  private final String summary;
  private final Limits limits;
  private final Timeouts timeouts;
  private final Decision[] decisions;

  private Profile(
      String name,
      LocalDate dated,
      String summary,
      Limits limits,
      Timeouts timeouts,
      Function<Rule, Decision> decisions) {
    this.name = name;
    this.dated = dated;
    this.summary = summary;
    this.limits = limits;
    this.timeouts = timeouts;
    this.decisions = new Decision[Rule.values().length];
    for (Rule rule : Rule.values()) this.decisions[rule.ordinal()] = decisions.apply(rule);
  }

  /// Returns the three built-in profiles, `classic` first.
  public static List<Profile> builtIn() {
    return BUILT_IN;
  }

  public static Optional<Profile> named(String name) {
    return BUILT_IN.stream().filter(p -> p.name.equals(name)).findFirst();
  }

  /// Returns a profile that differs from this one in what is given.
  public Profile derive(
      String newName, Limits newLimits, Timeouts newTimeouts, Map<Rule, Decision> changed) {
    var own = new EnumMap<Rule, Decision>(Rule.class);
    own.putAll(changed);
    return new Profile(
        newName,
        dated,
        "derived from " + name,
        newLimits,
        newTimeouts,
        rule -> own.getOrDefault(rule, decision(rule)));
  }

  public Profile withTimeouts(Timeouts changed) {
    return new Profile(name, dated, summary, limits, changed, this::decision);
  }

  public String name() {
    return name;
  }

  /// Returns the day whose published behaviour the profile describes.
  public LocalDate dated() {
    return dated;
  }

  public String summary() {
    return summary;
  }

  public Limits limits() {
    return limits;
  }

  public Timeouts timeouts() {
    return timeouts;
  }

  public Decision decision(Rule rule) {
    return decisions[rule.ordinal()];
  }

  /// True for a profile of the same name and date that reads and waits alike, whatever it was derived from.
  @Override
  public boolean equals(Object other) {
    return other instanceof Profile that
        && name.equals(that.name)
        && dated.equals(that.dated)
        && limits.equals(that.limits)
        && timeouts.equals(that.timeouts)
        && Arrays.equals(decisions, that.decisions);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, dated, limits, timeouts);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
