package dev.fivetwenty.doctor.asking;

import dev.fivetwenty.cause.Expiry;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Signal;
import dev.fivetwenty.cause.Timer;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.ResponseHead;
import dev.fivetwenty.wire.Timeouts;
import dev.fivetwenty.wire.WireReport;
import java.time.Duration;
import java.util.Optional;

/// What an attempt amounts to when attempts are compared: a verdict, a status, or nothing yet.
///
/// An attempt that was ended by a shorter timer than the profile's has no verdict here: the
/// origin might still have answered in time.
///
/// @param status of the final response, 0 when there was none
/// @param cut     our own shorter limit ended the attempt
/// @param patient it was given as long as an answer may well take; only then is silence telling
public record Upshot(Optional<Verdict> verdict, int status, boolean cut, boolean patient) {

  /// Judges an attempt by the waiting times of `profile`, whichever it was made with.
  ///
  /// @param patience silence that lasted less says nothing of the origin
  public static Upshot of(Attempt attempt, Profile profile, Duration patience) {
    Observation seen = attempt.observation();
    int status = status(attempt);
    boolean cut =
        seen.expiry().filter(e -> isShorter(e, profile.timeouts())).isPresent()
            && !isProved(attempt.judgement());
    boolean patient = seen.expiry().filter(e -> e.limit().compareTo(patience) < 0).isEmpty();
    return new Upshot(
        cut ? Optional.empty() : attempt.judgement().verdict(), status, cut, patient);
  }

  /// Judges an attempt by itself, however short it waited.
  public static Upshot of(Attempt attempt, Profile profile) {
    return of(attempt, profile, Duration.ZERO);
  }

  /// Returns in words which limit of ours ended an attempt.
  public static String ownLimit(Attempt attempt) {
    Expiry expiry = attempt.observation().expiry().orElseThrow();
    return expiry.timer() == Timer.ENOUGH
        ? "our own limit of %d MiB came first".formatted(attempt.order().enoughBytes() >> 20)
        : "our own limit of %s s came first".formatted(seconds(expiry.limit()));
  }

  private static String seconds(Duration limit) {
    return "%.1f".formatted(limit.toMillis() / 1000.0).replaceAll("\\.0$", "");
  }

  /// Returns the status of the final response, 0 when there was none.
  public static int status(Attempt attempt) {
    return head(attempt).map(ResponseHead::status).orElse(0);
  }

  public static Optional<ResponseHead> head(Attempt attempt) {
    return attempt.observation().reply().flatMap(WireReport::head).filter(h -> !h.isInterim());
  }

  /// True when an edge could not pass on what came, or the origin itself says that it failed.
  ///
  /// What our own limit ended never counts: the origin might still have answered.
  public boolean isFailure() {
    return verdict.isPresent() || status >= 500;
  }

  /// True when no response head came, though the attempt waited as long as one may well take.
  public boolean isSilent() {
    return cut && status == 0 && patient;
  }

  /// True when the attempt was ended by us too early to say anything.
  public boolean isUnfinished() {
    return cut && status == 0 && !patient;
  }

  /// True when a response head came and our own limit then cut its content: that may yet break.
  public boolean isPart() {
    return cut && status > 0 && !isFailure();
  }

  /// True when the origin declines to serve, or fails.
  public boolean isRefusal() {
    return isFailure() || status >= 400;
  }

  /// Returns a refusal in words: a sound error page is no failure of the request.
  public String refusal() {
    boolean sound = verdict.isEmpty() && status > 0;
    return sound ? "the request itself is answered with " + status : "the request itself fails";
  }

  /// True when both end the same way: the same cause, or the same status. What is unfinished
  /// is like nothing: see [#differs].
  public boolean isLike(Upshot other) {
    if (isOpenBeside(other)) return false;
    if (verdict.isPresent() && other.verdict.isPresent()) {
      return verdict.get().cause() == other.verdict.get().cause();
    }
    return verdict.isPresent() == other.verdict.isPresent()
        && status == other.status
        && isSilent() == other.isSilent();
  }

  /// True when both ended, and not the same way.
  public boolean differs(Upshot other) {
    return !isOpenBeside(other) && !isLike(other);
  }

  /// True when nobody can say how both compare: one is unfinished, or one broke in content that the
  /// other was not read as far as.
  private boolean isOpenBeside(Upshot other) {
    if (isUnfinished() || other.isUnfinished()) return true;
    boolean part = isPart() || other.isPart();
    return part && status == other.status && verdict.isPresent() != other.verdict.isPresent();
  }

  /// Returns the cause's slug, the status, or `no answer`; what is not whole says so.
  @Override
  public String toString() {
    if (verdict.isPresent()) return verdict.get().cause().slug();
    if (isUnfinished()) return "no answer yet";
    if (status == 0) return "no answer";
    return isPart() ? status + " (not read to its end)" : Integer.toString(status);
  }

  /// True when the verdict rests on what came, not on a wait.
  private static boolean isProved(Judgement judgement) {
    return judgement.verdict().filter(v -> v.signal() != Signal.TIMEOUT).isPresent();
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
          case TOTAL, ENOUGH -> Duration.ofNanos(Long.MAX_VALUE);
        };
  }
}
