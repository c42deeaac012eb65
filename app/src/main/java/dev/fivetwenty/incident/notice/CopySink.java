package dev.fivetwenty.incident.notice;

import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.ExchangeSink;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

/// Notices that visitors of a route see kept copies in place of failures, and that they no longer do: visitors do not
/// complain of what works, and the owner would not know that the origin fails.
public final class CopySink implements ExchangeSink {

  /// Without a copy for that long it is over. Shorter ones would be told of again and again.
  private static final long QUIET = Duration.ofMinutes(1).toNanos();

  private final Consumer<Standing> told;
  private final Map<String, Standing> standing = new HashMap<>();
  /// Slug of the last failure of a route.
  private final Map<String, String> failed = new HashMap<>();
  private final Map<String, Long> last = new HashMap<>();
  private long now;

  /// Copies that stand in for failures on a route.
  ///
  /// @param cause  slug of the failure, or `origin-` and the status that the origin answered; empty if not known
  /// @param ray    of the first visitor who saw one
  /// @param served so far
  public record Standing(String route, String cause, String ray, long served, boolean over) {}

  /// @param told when the first copy is served, and when it is over; on the recorder's thread
  public CopySink(Consumer<Standing> told) {
    this.told = told;
  }

  @Override
  public void accept(ExchangeRecord record) {
    if (record.route == null || record.cacheStatus == null && !record.hasFailed()) return;
    String route = record.route.name();
    if (record.hasFailed()) failed.put(route, record.cause.slug());
    if (record.cacheStatus == null) return;
    last.put(route, now);
    Standing known = standing.get(route);
    if (known == null) {
      known = new Standing(route, cause(record), record.rayId(), 1, false);
      told.accept(known);
    } else {
      known = new Standing(route, known.cause, known.ray, known.served + 1, false);
    }
    standing.put(route, known);
  }

  private String cause(ExchangeRecord record) {
    boolean answered = !record.hasFailed() && record.originStatus > 0;
    // Who was not let through to the origin was spared what an earlier one ran into.
    return answered ? "origin-" + record.originStatus : failed.getOrDefault(record.route.name(), "");
  }

  @Override
  public void pulse(long nanos) {
    now = nanos;
    for (Iterator<Standing> each = standing.values().iterator(); each.hasNext(); ) {
      Standing one = each.next();
      if (nanos - last.get(one.route) < QUIET) continue;
      each.remove();
      last.remove(one.route);
      told.accept(new Standing(one.route, one.cause, one.ray, one.served, true));
    }
  }
}
