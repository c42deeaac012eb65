package dev.fivetwenty.doctor;

import dev.fivetwenty.cause.Expiry;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Timer;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.ResponseHead;
import dev.fivetwenty.wire.Timeouts;
import dev.fivetwenty.wire.WireReport;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/// What an attempt amounts to when attempts are compared: a verdict, a status, or nothing yet.
///
/// An attempt that was ended by a shorter timer than the profile's has no verdict here: the
/// origin might still have answered in time.
///
/// @param status of the final response, 0 when there was none
/// @param cut    our own shorter limit ended the attempt
public record Upshot(Optional<Verdict> verdict, int status, boolean cut) {

  /// Judges an attempt by the waiting times of `profile`, whichever it was made with.
  public static Upshot of(Attempt attempt, Profile profile) {
    Observation seen = attempt.observation();
    int status = status(attempt);
    boolean cut = seen.expiry().filter(e -> isShorter(e, profile.timeouts())).isPresent();
    return new Upshot(cut ? Optional.empty() : attempt.judgement().verdict(), status, cut);
  }

  /// Returns the status of the final response, 0 when there was none.
  public static int status(Attempt attempt) {
    return head(attempt).map(ResponseHead::status).orElse(0);
  }

  public static Optional<ResponseHead> head(Attempt attempt) {
    return attempt.observation().reply().flatMap(WireReport::head).filter(h -> !h.isInterim());
  }

  /// True when an edge could not pass on what came, or the origin itself says that it failed.
  public boolean isFailure() {
    return verdict.isPresent() || status >= 500 || isSilent();
  }

  /// True when no response head came before our own limit ended the attempt.
  public boolean isSilent() {
    return cut && status == 0;
  }

  /// True when the origin declines to serve, or fails.
  public boolean isRefusal() {
    return isFailure() || status >= 400;
  }

  /// True when both end the same way: the same cause, or the same status.
  public boolean isLike(Upshot other) {
    if (verdict.isPresent() && other.verdict.isPresent()) {
      return verdict.get().cause() == other.verdict.get().cause();
    }
    return verdict.isPresent() == other.verdict.isPresent()
        && status == other.status
        && isSilent() == other.isSilent();
  }

  /// Returns the cause's slug, the status, or `no answer`.
  @Override
  public String toString() {
    if (verdict.isPresent()) return verdict.get().cause().slug();
    return status == 0 ? "no answer" : Integer.toString(status);
  }

  /// Returns why a verdict may yet be wrong: our own limit came before the profile's; else empty.
  public static Optional<String> provisional(Attempt attempt, Profile profile) {
    if (!of(attempt, profile).cut()) return Optional.empty();
    Expiry expiry = attempt.observation().expiry().orElseThrow();
    boolean endless = expiry.timer() == Timer.TOTAL;
    String waits =
        endless ? "waits on" : "waits " + full(expiry, profile.timeouts()).toSeconds() + " s";
    return Optional.of(
        "cut by our own limit of %s s; the profile %s %s"
            .formatted(seconds(expiry.limit()), profile.name(), waits));
  }

  private static String seconds(Duration limit) {
    return BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  private static boolean isShorter(Expiry expiry, Timeouts own) {
    return expiry.limit().compareTo(full(expiry, own)) < 0;
  }

  private static Duration full(Expiry expiry, Timeouts own) {
    return
        switch (expiry.timer()) {
          case RESOLVE -> own.resolve();
          case CONNECT -> own.connect();
          case TLS -> own.tls();
          case WRITE -> own.write();
          case REQUEST_UNACKED -> own.requestUnacked();
          case RESPONSE_HEAD -> own.responseHead();
          case BETWEEN_BYTES -> own.betweenBytes();
          case TOTAL -> Duration.ofNanos(Long.MAX_VALUE);
        };
  }
}
