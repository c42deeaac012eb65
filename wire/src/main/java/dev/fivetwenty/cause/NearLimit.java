package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.WireReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Points out a response head that uses much of a profile's limits: one finding for each distinct
/// set of limits, about whichever of section, field and count is nearest to its limit.
final class NearLimit {

  static final int INFO_PERCENT = 50;
  static final int WARNING_PERCENT = 80;

  static List<Finding> findings(WireReport reply, long headOffset) {
    var profiles = new LinkedHashMap<Headroom, List<String>>();
    for (Profile profile : Profile.builtIn()) {
      Headroom room = Headroom.of(reply, profile);
      profiles.computeIfAbsent(unnamed(room), _ -> new ArrayList<>()).add(profile.name());
    }
    return profiles.entrySet().stream()
        .map(entry -> finding(entry.getKey(), String.join(" and ", entry.getValue()), headOffset))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Headroom unnamed(Headroom room) {
    return new Headroom(
        "", room.sectionBytes(), room.sectionLimit(), room.fieldBytes(), room.fieldLimit(),
        room.fieldCount(), room.countLimit(), room.largest());
  }

  private static Optional<Finding> finding(Headroom room, String profiles, long headOffset) {
    int section = room.sectionPercent();
    int field = room.fieldPercent();
    int count = room.countPercent();
    // More than the percentage, not equal to it: 4096 of 8192 bytes is still half.
    Evidence.Measured measured;
    if (section >= field && section >= count) {
      measured =
          measured("header section", room.sectionBytes(), room.sectionLimit(), "bytes", room);
    } else if (field >= count) {
      measured =
          measured("biggest field line", room.fieldBytes(), room.fieldLimit(), "bytes", room);
    } else {
      measured = measured("field lines", room.fieldCount(), room.countLimit(), "lines", room);
    }
    if (!isOver(measured, INFO_PERCENT)) return Optional.empty();
    var severity =
        isOver(measured, WARNING_PERCENT) ? Finding.Severity.WARNING : Finding.Severity.INFO;
    return Optional.of(
        new Finding(
            Cause.HEADERS_NEAR_LIMIT, severity, summary(measured, profiles), measured,
            OptionalLong.of(headOffset)));
  }

  private static Evidence.Measured measured(
      String what, long value, long limit, String unit, Headroom room) {
    return new Evidence.Measured(what, value, limit, unit, room.largest());
  }

  private static boolean isOver(Evidence.Measured measured, int percent) {
    return measured.value() * 100 > measured.limit() * percent;
  }

  private static String summary(Evidence.Measured measured, String profiles) {
    long left = measured.limit() - measured.value();
    String room =
        left < 0 ? "%d %s over".formatted(-left, measured.unit()) : "%d left".formatted(left);
    return "the %s: %d of %d %s (%d %%) allowed by %s, %s%s"
        .formatted(
            measured.what(), measured.value(), measured.limit(), measured.unit(),
            measured.value() * 100 / measured.limit(), profiles, room,
            Wording.biggest(measured.largest()));
  }
}
