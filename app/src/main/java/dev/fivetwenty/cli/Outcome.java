package dev.fivetwenty.cli;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Family;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.origin.Attempt;

/// What an attempt's verdict means for the exit code.
final class Outcome {

  /// Returns the code; where no origin was reached, one line on standard error says so.
  static int exitCode(Attempt attempt, Console console) {
    return attempt.judgement().verdict().map(v -> exitCode(v, attempt, console)).orElse(Exit.OK);
  }

  private static int exitCode(Verdict verdict, Attempt attempt, Console console) {
    if (verdict.cause() == Cause.EDGE_DEFECT) return Exit.DEFECT;
    if (verdict.cause() == Cause.UNDETERMINED) return Exit.COULD_NOT_TELL;
    if (!isReached(verdict)) {
      console.out().flush();
      console.err().println(
          "fivetwenty: no origin was reached at " + attempt.order().target().connectHost() + ":"
              + attempt.order().target().port() + ": " + verdict.cause().summary());
      return Exit.COULD_NOT_TELL;
    }
    return Exit.FAULT;
  }

  /// False where not even a connection came about: a wrong name, address or port looks the same.
  static boolean isReached(Verdict verdict) {
    Family family = verdict.cause().family();
    return family != Family.NAME_RESOLUTION && family != Family.CONNECT;
  }

  private Outcome() {}
}
