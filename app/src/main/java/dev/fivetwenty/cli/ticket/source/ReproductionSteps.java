package dev.fivetwenty.cli.ticket.source;

import dev.fivetwenty.cli.option.UrlText;
import dev.fivetwenty.cli.ticket.account.Run;
import dev.fivetwenty.cli.ticket.account.Times;
import dev.fivetwenty.doctor.Likelihood;
import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.ticket.Page.Step;
import dev.fivetwenty.ticket.Span;
import java.util.Optional;

/// The steps of a ticket that somebody can repeat, with what came of them here.
final class ReproductionSteps {

  /// Values are hidden in the line that is shown; it was run with them.
  static final String HIDDEN = " Hidden values have to be put in their places.";

  /// Values were covered before they came here, so that the line has none of them.
  static final String LEFT_OUT = " What was covered when it was stored is left out.";

  /// @param note a sentence to add, empty for none
  static Step curl(String line, Optional<Run> run, String note) {
    return new Step(
        "Ask the origin itself with curl." + note, line, run.map(ReproductionSteps::said).orElse(""));
  }

  /// The same where the origin answers as it should.
  static Step sound(String line, Optional<Run> run, String note) {
    return new Step(
        "Ask the origin itself with curl, for comparison." + note, line,
        run.map(r -> came(r) + ".").orElse(""));
  }

  /// Returns for example `in 3 of 20 tries (with 95 % confidence 5 % to 36 %)`.
  static String often(Likelihood seen) {
    return "in %d of %d tries (with 95 %% confidence %.0f %% to %.0f %%)".formatted(
        seen.failed(), seen.tried(), 100 * seen.low(), 100 * seen.high());
  }

  private static String said(Run run) {
    String taken = run.exitCode() == 0 ? "; curl takes what an edge does not" : "";
    return came(run) + taken + ".";
  }

  private static String came(Run run) {
    return "Run at " + Times.toTheSecond(run.at()) + ": exit code " + run.exitCode() + ", "
        + Span.code(run.said());
  }

  static String diagnose(Plan plan) {
    Target target = plan.target();
    String origin =
        target.address().map(a -> " --origin " + UrlText.bracket(a) + ":" + target.port()).orElse("");
    return "fivetwenty diagnose '" + target.url() + "'" + origin;
  }

  private ReproductionSteps() {}
}
