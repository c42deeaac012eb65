package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Field;
import dev.fivetwenty.wire.Limits;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.WireReport;
import java.util.List;

/// How much of a profile's limits a response head uses.
///
/// @param sectionBytes of the header section, as [Limits#headerSection] counts it
/// @param fieldBytes   of the biggest field line
/// @param fieldCount   field lines
/// @param largest      up to three fields, biggest first
public record Headroom(
    String profile,
    int sectionBytes,
    int sectionLimit,
    int fieldBytes,
    int fieldLimit,
    int fieldCount,
    int countLimit,
    List<Field> largest) {

  public Headroom {
    largest = List.copyOf(largest);
  }

  /// Returns the headroom against each built-in profile, `classic` first.
  public static List<Headroom> of(WireReport reply) {
    return Profile.builtIn().stream().map(profile -> of(reply, profile)).toList();
  }

  public static Headroom of(WireReport reply, Profile profile) {
    Limits limits = profile.limits();
    int fieldBytes = reply.largestFields().stream().mapToInt(Field::lineBytes).max().orElse(0);
    return new Headroom(
        profile.name(),
        reply.sectionBytes(),
        limits.headerSection(),
        fieldBytes,
        limits.headerField(),
        reply.fieldCount(),
        limits.headerCount(),
        reply.largestFields());
  }

  /// Returns how much of the section limit is used, in whole per cent rounded down.
  public int sectionPercent() {
    return percent(sectionBytes, sectionLimit);
  }

  public int fieldPercent() {
    return percent(fieldBytes, fieldLimit);
  }

  public int countPercent() {
    return percent(fieldCount, countLimit);
  }

  /// Returns how many more bytes of header section pass; negative when it is over the limit.
  public int sectionBytesLeft() {
    return sectionLimit - sectionBytes;
  }

  private static int percent(int used, int limit) {
    return (int) (100L * used / limit);
  }
}
