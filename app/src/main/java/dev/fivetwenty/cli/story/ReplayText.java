package dev.fivetwenty.cli.story;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.cli.render.Entries;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.doctor.Likelihood;
import dev.fivetwenty.doctor.replay.LeftOut;
import dev.fivetwenty.doctor.replay.ReplayPlan;
import dev.fivetwenty.doctor.replay.Replayed;
import dev.fivetwenty.origin.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a replay brought: how often it ended as it did then, and what else.
public final class ReplayText {

  private final Entries out;

  public ReplayText(Entries out) {
    this.out = out;
  }

  /// @param what the request line without its version
  public void print(Replayed replayed, String what, List<LeftOut> leftOut) {
    headline(replayed);
    ReplayPlan plan = replayed.plan();
    Target target = plan.order().target();
    out.entry(
        "sent", Shown.text(what, 400) + ", "
            + Amount.count(replayed.attempts().size(), "time", "times") + " to "
            + place(target) + " at up to " + rate(plan)
            + " a second, in " + Amount.time(replayed.took()));
    plan.warmUp().ifPresent(warmUp -> out.entry(
        "", "each on a connection that another request had opened "
            + Amount.time(warmUp.idle()) + " before, as it was recorded"));
    if (!leftOut.isEmpty()) {
      out.entry("left out", leftOut.stream().map(LeftOut::toString).collect(Collectors.joining(", "))
          + ": covered when this was stored; -H, --query and -d supply them");
    }
    out.entry("ended in", outcomes(replayed));
    if (replayed.interrupted()) out.entry("note", "interrupted; this is what there was by then");
    String cause = replayed.expected().map(Cause::slug).orElse("");
    if (!cause.isEmpty()) out.entry("more", "fivetwenty causes " + cause);
  }

  private void headline(Replayed replayed) {
    Likelihood seen = replayed.likelihood();
    Optional<Cause> expected = replayed.expected();
    String what = expected.map(Cause::slug).orElse("no fault");
    if (seen.tried() == 0) {
      out.headline("could not tell", "no request was answered or given up on in time");
    } else if (expected.isPresent() && seen.failed() > 0) {
      out.headline(what + " again in " + seen, expected.get().summary());
    } else if (expected.isPresent()) {
      out.goodHeadline(what + " not seen again", "in " + seen);
    } else {
      out.goodHeadline(what + ", as when it was recorded", "in " + seen);
    }
  }

  private static String outcomes(Replayed replayed) {
    return replayed.outcomes().entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .map(e -> e.getKey() + " (" + Amount.number(e.getValue()) + ")")
        .collect(Collectors.joining(", "));
  }

  private static String place(Target target) {
    String host = target.connectHost();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + target.port();
  }

  private static String rate(ReplayPlan plan) {
    return "%.4g".formatted(plan.perSecond()).replaceAll("\\.?0+$", "");
  }
}
