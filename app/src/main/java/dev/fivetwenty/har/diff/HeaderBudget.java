package dev.fivetwenty.har.diff;

import dev.fivetwenty.har.NameValue;
import dev.fivetwenty.wire.Profile;
import java.util.List;
import java.util.stream.Collectors;

/// Header sections against the limits of profiles: too large ones are one of the five documented reasons
/// for a 520, and the one that two HARs are asked for.
public final class HeaderBudget {

  private static final int BIGGEST = 3;

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

  /// Returns the names that take the most bytes, biggest first; empty where no field is known.
  public static String biggest(Side side) {
    return FieldSum.of(side).values().stream()
        .limit(BIGGEST)
        .map(sum -> sum.name() + " " + sum.size())
        .collect(Collectors.joining(", "));
  }

  /// The limit that the documented 520 has.
  static int limit() {
    return Profile.CLASSIC.limits().headerSection();
  }

  static boolean isOver(Side side) {
    return side.section() > limit();
  }

  /// Returns the bytes of all lines of a field, whose values are one a line.
  static int bytes(String name, String values) {
    if (values.isEmpty()) return 0;
    return Comparison.bytes(
        values.lines().map(value -> new NameValue(name, value)).toList());
  }

  private HeaderBudget() {}
}
