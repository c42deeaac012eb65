package dev.fivetwenty.doctor;

import dev.fivetwenty.doctor.asking.Plan;
import java.time.Duration;
import java.util.Optional;

/// One question to an origin. Stateless; one instance may serve many examinations.
public interface Probe {

  /// Returns the kebab-case name, public contract.
  String name();

  /// Returns the question in words, lower case, with its question mark.
  String question();

  /// Returns whether other probes may ask at the same time.
  Manner manner();

  /// True when it may begin while the request itself still waits for its answer: it asks first,
  /// and compares once that has ended.
  default boolean isEarly() {
    return false;
  }

  /// True when the answer rests on whole replies; then it is not complete with parts of them.
  default boolean needsWholeReplies() {
    return true;
  }

  /// Returns the longest this probe may take under `plan`, where answers are quick.
  default Duration limit(Plan plan) {
    return Duration.ofSeconds(12);
  }

  /// Returns why the question cannot be asked, or nothing when it can.
  default Optional<String> obstacle(Visit visit) {
    return Optional.empty();
  }

  /// Asks, and writes down what is learned as it is learned.
  ///
  /// May end at any request by [StopAsking]; what `answer` holds by then is kept.
  void run(Visit visit, Answer answer) throws InterruptedException;

  /// How a probe gets on with others.
  enum Manner {
    /// May run beside others.
    ALONGSIDE,
    /// Measures something that others might disturb: runs while nothing but [#WAITING] runs, unless
    /// answers are so slow that there is no time for that.
    ALONE,
    /// Asks many at once and would disturb all others: never runs beside any but [#WAITING].
    CROWDING,
    /// Spends its time waiting on an idle connection of its own.
    WAITING,
    /// Looks back on what the others have met; runs after all of them.
    LAST,
    /// Asks until the origin refuses, and so spoils every other question: runs by itself, once all
    /// the others have ended, in time of its own.
    PROVOKING
  }
}
