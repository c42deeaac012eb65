package dev.fivetwenty.cli.ticket.source;

import dev.fivetwenty.cli.option.UrlText;
import dev.fivetwenty.cli.ticket.account.Run;
import dev.fivetwenty.cli.ticket.account.Times;
import dev.fivetwenty.doctor.Likelihood;
import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.doctor.reproduction.ShellWord;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.ticket.Page.Step;
import dev.fivetwenty.ticket.Span;
import dev.fivetwenty.wire.Profile;
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

  /// The lab shows what the fault looks like, and nothing of this origin.
  static Step lab(String line) {
    return new Step(
        "See the same from an origin that does it on purpose.", line,
        "Not run for this ticket: it shows the fault, not this origin.");
  }

  private static String said(Run run) {
    String taken = run.exitCode() == 0 ? "; curl takes what an edge does not" : "";
    return came(run) + taken + ".";
  }

  private static String came(Run run) {
    return "Run at " + Times.toTheSecond(run.at()) + ": exit code " + run.exitCode() + ", "
        + Span.code(run.said());
  }

  /// Returns the line that examines again with the same request: a fault may hang on a field of it.
  ///
  /// @param shown the request, fit to be shown
  static String diagnose(Plan plan, RequestBytes shown) {
    Target target = plan.target();
    var line = new StringBuilder("fivetwenty diagnose '" + target.url() + "'");
    target.address().ifPresent(
        a -> line.append(" --origin ").append(UrlText.bracket(a)).append(':').append(target.port()));
    if (!shown.method().equals("GET")) line.append(" -X ").append(ShellWord.quote(shown.method()));
    shown.lines().stream().filter(field -> !isOurs(field, target)).map(ReproductionSteps::field)
        .forEach(field -> line.append(" -H ").append(ShellWord.quote(field)));
    if (shown.content().length > 0) line.append(" --data-binary @request-content");
    String profile = plan.profile().name();
    if (!profile.equals(Profile.CLASSIC.name())) line.append(" --profile ").append(ShellWord.quote(profile));
    return line.toString();
  }

  /// What is sent without being asked for.
  private static boolean isOurs(RequestBytes.Line field, Target target) {
    return field.isNamed("Host") && field.value().equals(RequestBytes.host(target.url()))
        || field.isNamed("Accept") && field.value().equals("*/*")
        || field.isNamed("User-Agent") && field.value().startsWith("fivetwenty/");
  }

  private static String field(RequestBytes.Line field) {
    return field.value().isEmpty() ? field.name() + ";" : field.toString();
  }

  private ReproductionSteps() {}
}
