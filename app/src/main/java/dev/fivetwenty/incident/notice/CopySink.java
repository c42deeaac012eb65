package dev.fivetwenty.incident.notice;

import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.ExchangeSink;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Notices that visitors of a route see kept copies in place of failures, and that its origin is back: visitors do not
/// complain of what works, and the owner would not know that the origin fails.
public final class CopySink implements ExchangeSink {

  /// For which the origin is to be well before that is told. Shorter times would be told of again and again.
  private static final long QUIET = Duration.ofMinutes(1).toNanos();

  /// For which a failure is waited for that explains the first copy: records of two event loops come in any order.
  private static final long UNEXPLAINED = Duration.ofSeconds(5).toNanos();

  private static final long NEVER = Long.MIN_VALUE;

  private final Predicate<String> isBack;
  private final Consumer<Standing> told;
  private final Map<String, Outage> outages = new HashMap<>();
  /// Slug of the last failure of a route.
  private final Map<String, String> failed = new HashMap<>();
  private long now = NEVER;

  /// Copies that stand in for failures on a route.
  ///
  /// @param cause  slug of the failure, or `origin-` and the status that the origin answered; empty if not known
  /// @param ray    of the first visitor who saw one
  /// @param served so far
  /// @param lasted from the first copy to when the origin was back, or until now
  public record Standing(String route, String cause, String ray, long served, Duration lasted, boolean over) {}

  private static final class Outage {

    final String ray;
    String cause = "";
    long began;
    long served;
    long last;
    long back = NEVER;
    boolean isTold;

    Outage(String ray, long began) {
      this.ray = ray;
      this.began = began;
    }

    /// The first copies after a start come before anybody knows the time.
    void timed(long now) {
      if (began == NEVER) began = now;
      if (last == NEVER) last = now;
    }

    Standing standing(String route, boolean over) {
      return new Standing(route, cause, ray, served, Duration.ofNanos(Math.max(last, back) - began), over);
    }
  }

  /// @param isBack whether the origin of a route, by its name, gives good replies again
  /// @param told   when copies begin to be served, and when the origin is back; on the recorder's thread
  public CopySink(Predicate<String> isBack, Consumer<Standing> told) {
    this.isBack = isBack;
    this.told = told;
  }

  @Override
  public void accept(ExchangeRecord record) {
    if (record.route == null || record.cacheStatus == null && !record.hasFailed()) return;
    String route = record.route.name();
    if (record.hasFailed()) failed.put(route, record.cause.slug());
    Outage outage = outages.get(route);
    if (outage == null && record.cacheStatus != null) {
      outage = new Outage(record.rayId(), now);
      outages.put(route, outage);
    }
    if (outage == null) return;
    if (outage.cause.isEmpty()) outage.cause = cause(record);
    if (record.cacheStatus == null) return;
    outage.served++;
    outage.last = now;
  }

  private String cause(ExchangeRecord record) {
    boolean answered = !record.hasFailed() && record.originStatus > 0;
    // Who was not let through to the origin was spared what an earlier one ran into.
    return answered ? "origin-" + record.originStatus : failed.getOrDefault(record.route.name(), "");
  }

  @Override
  public void pulse(long nanos) {
    now = nanos;
    outages.forEach((route, outage) -> {
      outage.timed(nanos);
      boolean waits = outage.cause.isEmpty() && nanos - outage.began < UNEXPLAINED;
      if (!waits) tell(route, outage);
    });
    outages.entrySet().removeIf(each -> isOver(each.getKey(), each.getValue()));
  }

  /// What began just now is told; nothing is known of when it ends.
  @Override
  public void close() {
    outages.forEach(this::tell);
  }

  private void tell(String route, Outage outage) {
    if (outage.isTold) return;
    outage.isTold = true;
    told.accept(outage.standing(route, false));
  }

  private boolean isOver(String route, Outage outage) {
    if (!isBack.test(route)) outage.back = NEVER;
    else if (outage.back == NEVER) outage.back = now;
    boolean over = outage.back != NEVER && now - Math.max(outage.back, outage.last) >= QUIET;
    if (over) told.accept(outage.standing(route, true));
    return over;
  }
}
