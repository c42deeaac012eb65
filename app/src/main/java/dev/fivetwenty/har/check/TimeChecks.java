package dev.fivetwenty.har.check;

import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// Checks of what a HAR says about time.
final class TimeChecks {

  /// Phases that make up the time; ssl is part of connect.
  private static final List<String> PHASES =
      List.of("blocked", "dns", "connect", "send", "wait", "receive");

  /// Writers round each phase to milliseconds.
  private static final double ROUNDING_MS = 1;

  private final Notes notes;
  private Instant latest = Instant.MIN;

  TimeChecks(Notes notes) {
    this.notes = notes;
  }

  void entry(HarEntry entry) {
    Optional<Instant> started =
        date(entry.object().text("startedDateTime"), entry.pointer() + "/startedDateTime");
    started.ifPresent(at -> {
      if (at.isBefore(latest)) {
        notes.add(
            LintRule.ENTRIES_UNSORTED, entry.pointer() + "/startedDateTime",
            at + " comes after " + latest);
      } else {
        latest = at;
      }
    });
    timings(entry);
  }

  /// Checks a time that HAR wants; where it is missing, the shape says so.
  Optional<Instant> date(String text, String pointer) {
    if (text.isEmpty()) return Optional.empty();
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      boolean local = isLocal(text);
      notes.add(
          local ? LintRule.DATE_WITHOUT_ZONE : LintRule.DATE_INVALID, pointer,
          text.length() <= 40 ? text : text.substring(0, 40) + "...");
      return Optional.empty();
    }
  }

  private static boolean isLocal(String text) {
    try {
      LocalDateTime.parse(text);
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }

  private void timings(HarEntry entry) {
    Json.Obj timings = entry.timings();
    String pointer = entry.pointer() + "/timings";
    for (String name : List.of("send", "wait", "receive")) {
      double value = timings.number(name, 0);
      if (value < 0) {
        notes.add(LintRule.TIMING_NEGATIVE, pointer + "/" + name, name + " is " + number(value));
      }
    }
    double connect = timings.number("connect", -1);
    double ssl = timings.number("ssl", -1);
    if (ssl > connect + ROUNDING_MS) {
      notes.add(
          LintRule.SSL_OUTSIDE_CONNECT, pointer + "/ssl",
          "ssl is %s, connect %s".formatted(number(ssl), number(connect)));
    }
    sum(entry, timings);
  }

  private void sum(HarEntry entry, Json.Obj timings) {
    double time = entry.object().number("time", -1);
    if (time < 0 || timings.members().isEmpty()) return;
    double sum = 0;
    for (String phase : PHASES) sum += Math.max(0, timings.number(phase, 0));
    double allowed = ROUNDING_MS * PHASES.size();
    if (Math.abs(sum - time) > allowed) {
      notes.add(
          LintRule.TIME_NOT_SUM, entry.pointer() + "/time",
          "time is %s ms, the phases are %s ms".formatted(number(time), number(sum)));
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : "%.1f".formatted(value);
  }
}
