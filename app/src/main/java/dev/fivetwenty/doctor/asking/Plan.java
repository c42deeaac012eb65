package dev.fivetwenty.doctor.asking;

import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.wire.Profile;
import java.time.Duration;
import java.util.Optional;

/// Whom to examine, with what request, and how far to go.
///
/// @param target     of the request itself; with an address when `--origin` forces one
/// @param maxTime    limit on the request itself; where the profile waits longer, a timeout at this
///                   limit is only provisional and the examination says so
/// @param repeat     how often the same request is asked again
/// @param untilFail  stop repeating at the first failure
/// @param perSecond  rate of the repetition
/// @param idleSweep  watch an idle connection as long as the profile's pool keeps one, instead of
///                   [#SHORT_IDLE]
/// @param isMyOrigin consent to more than [Budget#DEFAULT] requests
/// @param limits     look for the limits of what the origin takes, too, that far
public record Plan(
    Target target,
    RequestBytes request,
    Profile profile,
    TlsOptions tls,
    Duration maxTime,
    int repeat,
    boolean untilFail,
    double perSecond,
    boolean idleSweep,
    boolean isMyOrigin,
    Optional<String> dnsServer,
    Optional<LimitSearch> limits) {

  /// Longer than the keep-alive of 5 s that Apache and Node have by default.
  public static final Duration SHORT_IDLE = Duration.ofMillis(6500);

  /// Above the 19 s that the profiles wait for a connection, below the 30 s of an examination.
  public static final Duration DEFAULT_MAX_TIME = Duration.ofSeconds(20);

  public static final int DEFAULT_REPEAT = 8;

  public static final double DEFAULT_PER_SECOND = 5;

  /// Beyond it a repetition is a load test, for which there are other tools.
  public static final int MAX_REPEAT = 100_000;

  public static final double MAX_PER_SECOND = 50;

  public Plan {
    if (repeat < 0 || repeat > MAX_REPEAT) throw new IllegalArgumentException("repeat " + repeat);
    if (!(perSecond > 0) || perSecond > MAX_PER_SECOND) {
      throw new IllegalArgumentException("rate " + perSecond);
    }
  }

  /// Returns the default examination of `target`.
  public static Plan of(Target target) {
    RequestBytes request = RequestBytes.get(target.url());
    return new Plan(
        target, request, Profile.CLASSIC, TlsOptions.DEFAULT, DEFAULT_MAX_TIME,
        DEFAULT_REPEAT, false, DEFAULT_PER_SECOND, false, false, Optional.empty(),
        Optional.empty());
  }

  public Plan request(RequestBytes changed) {
    return new Plan(
        target, changed, profile, tls, maxTime, repeat, untilFail, perSecond, idleSweep,
        isMyOrigin, dnsServer, limits);
  }

  public Plan profile(Profile changed) {
    return new Plan(
        target, request, changed, tls, maxTime, repeat, untilFail, perSecond, idleSweep,
        isMyOrigin, dnsServer, limits);
  }

  public Plan tls(TlsOptions changed) {
    return new Plan(
        target, request, profile, changed, maxTime, repeat, untilFail, perSecond, idleSweep,
        isMyOrigin, dnsServer, limits);
  }

  public Plan maxTime(Duration changed) {
    return new Plan(
        target, request, profile, tls, changed, repeat, untilFail, perSecond, idleSweep,
        isMyOrigin, dnsServer, limits);
  }

  public Plan repeat(int times, boolean stopAtFailure, double rate) {
    return new Plan(
        target, request, profile, tls, maxTime, times, stopAtFailure, rate, idleSweep,
        isMyOrigin, dnsServer, limits);
  }

  public Plan idleSweep(boolean changed) {
    return new Plan(
        target, request, profile, tls, maxTime, repeat, untilFail, perSecond, changed,
        isMyOrigin, dnsServer, limits);
  }

  public Plan isMyOrigin(boolean changed) {
    return new Plan(
        target, request, profile, tls, maxTime, repeat, untilFail, perSecond, idleSweep,
        changed, dnsServer, limits);
  }

  public Plan dnsServer(Optional<String> changed) {
    return new Plan(
        target, request, profile, tls, maxTime, repeat, untilFail, perSecond, idleSweep,
        isMyOrigin, changed, limits);
  }

  /// Returns this with a search for the origin's limits.
  public Plan limits(LimitSearch search) {
    return new Plan(
        target, request, profile, tls, maxTime, repeat, untilFail, perSecond, idleSweep,
        isMyOrigin, dnsServer, Optional.of(search));
  }

  /// Returns how many requests the examination may send, the search for limits included.
  public int requests() {
    int search = limits.map(LimitSearch::requests).orElse(0);
    return search + Budget.DEFAULT + Math.max(0, repeat - DEFAULT_REPEAT);
  }

  /// True when the plan needs the consent of the origin's owner and does not have it.
  public boolean needsConsent() {
    return requests() > Budget.DEFAULT && !isMyOrigin && !Loopback.is(target.connectHost());
  }

  /// Returns how long the examination may take without the search for limits.
  public Duration limit() {
    Duration others = Duration.ofSeconds(27);
    Duration request = maxTime.plusSeconds(7);
    Duration limit = request.compareTo(others) > 0 ? request : others;
    if (repeat > DEFAULT_REPEAT) limit = limit.plus(repetition());
    if (idleSweep) limit = limit.plus(profile.timeouts().idlePool());
    return limit;
  }

  /// Returns the time the repetition needs at its rate, with as much again for the answers.
  public Duration repetition() {
    return Duration.ofMillis((long) (2000 * repeat / perSecond) + 1000);
  }
}
