package dev.fivetwenty.doctor.limits;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.Attempt;
import java.time.Duration;
import java.util.Optional;

/// How an origin turned a request away.
///
/// @param manner a status, `closed`, `reset`, `refused`, `no-connection`, `silence`, `tarpit`, or
///               the slug of another cause; public contract
/// @param words  the same for people, a verb with what belongs to it: `answers 429`
record Refusal(String manner, String words, Attempt attempt) {

  /// An answer that takes this long, and many times the usual, is held back on purpose.
  private static final Duration LONG = Duration.ofSeconds(2);

  private static final int MANY_TIMES = 5;

  /// Returns how `attempt` was turned away; empty when it was taken.
  ///
  /// @param usual time that an answer takes
  static Optional<Refusal> of(Visit visit, Attempt attempt, Duration usual) {
    return turnedAway(visit, attempt).or(() -> heldBack(visit, attempt, usual));
  }

  /// The same, where an answer may take longer because there are many at once.
  static Optional<Refusal> turnedAway(Visit visit, Attempt attempt) {
    Upshot upshot = visit.outcome(attempt);
    if (upshot.isSilent()) return Optional.of(silence(attempt));
    if (!upshot.isRefusal()) return Optional.empty();
    return Optional.of(
        upshot.verdict().map(v -> of(v.cause(), attempt))
            .orElseGet(() -> answer(upshot.status(), attempt)));
  }

  private static Refusal answer(int status, Attempt attempt) {
    return new Refusal(Integer.toString(status), "answers " + status, attempt);
  }

  private static Refusal of(Cause cause, Attempt attempt) {
    return switch (cause) {
      case RESP_EMPTY_FIN ->
          new Refusal("closed", "closes without a reply (as nginx does for 444)", attempt);
      case RESP_EMPTY_RST, CONN_RST_BEFORE_REQUEST, CONN_RST_DURING_REQUEST ->
          new Refusal("reset", "resets the connection", attempt);
      case TCP_REFUSED -> new Refusal("refused", "refuses connections", attempt);
      case TCP_CONNECT_TIMEOUT ->
          new Refusal("no-connection", "lets no connection come about", attempt);
      case TIME_FIRST_BYTE, TIME_FIRST_BYTE_UNACKED -> silence(attempt);
      default -> new Refusal(cause.slug(), "ends it in " + cause.slug(), attempt);
    };
  }

  private static Refusal silence(Attempt attempt) {
    boolean connected = attempt.observation().connect().filter(c -> c.isUp()).isPresent();
    return connected
        ? new Refusal("silence", "gives no answer in our time", attempt)
        : new Refusal("no-connection", "lets no connection come about", attempt);
  }

  private static Optional<Refusal> heldBack(
      Visit visit, Attempt attempt, Duration usual) {
    Duration took = attempt.timeline().closed();
    boolean held =
        took.compareTo(visit.time().allowance(LONG)) >= 0
            && took.compareTo(usual.multipliedBy(MANY_TIMES)) >= 0;
    if (!held) return Optional.empty();
    String words = "holds the answer back for " + Words.time(took) + " (a tarpit, or a queue)";
    return Optional.of(new Refusal("tarpit", words, attempt));
  }

  /// True when to be refused once more costs a wait.
  boolean isSlow() {
    return manner.equals("silence") || manner.equals("no-connection") || manner.equals("tarpit");
  }

  /// Returns what its `Retry-After` says.
  Optional<String> retryAfter() {
    return Upshot.head(attempt).flatMap(head -> head.value("Retry-After"));
  }
}
