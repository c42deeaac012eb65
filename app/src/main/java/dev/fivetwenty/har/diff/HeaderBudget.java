package dev.fivetwenty.har.diff;

import dev.fivetwenty.har.NameValue;
import dev.fivetwenty.har.diff.Difference.Kind;
import dev.fivetwenty.wire.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Header sections against the limits of profiles: too large ones are one of the five documented reasons
/// for a 520, and the one that two HARs are asked for.
public final class HeaderBudget {

  /// Part of a limit from which on a proxy's own fields may tip it over.
  private static final double NEAR = 0.8;

  /// One profile's limit and what is left of it.
  ///
  /// @param left negative for what is over it
  public record Room(String profile, int limit, long left) {}

  /// Returns the room against each built-in profile; none where no section is known.
  public static List<Room> of(Side side) {
    if (side.section() < 0) return List.of();
    return Profile.builtIn().stream()
        .map(p -> new Room(
            p.name(), p.limits().headerSection(), p.limits().headerSection() - side.section()))
        .toList();
  }

  /// Returns how far a section is over the limit of `classic`, with its biggest fields; empty where it is
  /// not.
  static String excess(Side side) {
    long over = side.section() - Conclusion.limit();
    if (over <= 0) return "";
    return "; header section %d bytes, %d over the %d of classic%s"
        .formatted(side.section(), over, Conclusion.limit(), biggest(side));
  }

  private static String biggest(Side side) {
    if (side.largest().isEmpty()) return "";
    return side.largest().stream()
        .map(f -> f.name() + " " + f.value() + " bytes")
        .collect(Collectors.joining(", ", ", biggest: ", ""));
  }

  /// What a failure through the proxy may come from that the direct side has room for, but hardly.
  static String hint(Side direct) {
    if (!excess(direct).isEmpty()) return excess(direct);
    if (direct.section() < NEAR * Conclusion.limit()) return "";
    return "; its header section of %d bytes is near the %d of classic%s"
        .formatted(direct.section(), Conclusion.limit(), biggest(direct));
  }

  /// Returns the first section of either side that is over the limit, with the field that grew.
  static String warning(List<Pair> pairs) {
    for (Pair pair : pairs) {
      var sides = new ArrayList<Side>();
      pair.direct().ifPresent(sides::add);
      pair.proxied().ifPresent(sides::add);
      for (Side side : sides) {
        if (!excess(side).isEmpty()) return excess(side) + grown(pair);
      }
    }
    return "";
  }

  private static String grown(Pair pair) {
    return pair.differences().stream()
        .filter(d -> d.kind() == Kind.HEADER_GROWN || d.kind() == Kind.HEADER_ADDED)
        .max((a, b) -> growth(a) - growth(b))
        .map(d -> "; " + Wording.of(d))
        .orElse("");
  }

  private static int growth(Difference difference) {
    return bytes(difference.what(), difference.proxied()) - bytes(difference.what(), difference.direct());
  }

  /// Returns the bytes of all lines of a field, whose values are one a line.
  static int bytes(String name, String values) {
    if (values.isEmpty()) return 0;
    return Comparison.bytes(
        values.lines().map(value -> new NameValue(name, value)).toList());
  }

  private HeaderBudget() {}
}
