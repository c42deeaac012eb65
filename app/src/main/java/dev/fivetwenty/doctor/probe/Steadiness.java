package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Family;
import dev.fivetwenty.cause.Use;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Conclusion;
import dev.fivetwenty.doctor.Condition;
import dev.fivetwenty.doctor.Likelihood;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.Recorded;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.Attempt;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Asks once more at the end, and looks back over every time the request was sent as asked.
///
/// An origin that answered and by now refuses has a limit on requests, or has broken down under
/// so few of them; one that refused in between fails now and then.
final class Steadiness implements Probe {

  @Override
  public String name() {
    return "steadiness";
  }

  @Override
  public String question() {
    return "does the origin answer in the end as it did in the beginning?";
  }

  @Override
  public Manner manner() {
    return Manner.LAST;
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    return visit.unwell().or(visit::notTheOrigin).or(visit::unsafe);
  }

  @Override
  public void run(Visit visit, Answer answer) throws InterruptedException {
    Attempt last = visit.ask(visit.asking());
    Upshot upshot = visit.outcome(last);
    if (isAway(upshot) && !(upshot.isSilent() && wasSilent(visit))) {
      last = visit.ask(visit.asking());
      upshot = visit.outcome(last);
    }
    answer.fact("last", upshot.toString());
    if (upshot.isUnfinished()) {
      answer.untold("no time was left to wait for an answer");
    } else if (isAway(upshot) && !upshot.differs(visit.mainOutcome())) {
      answer.untold("the request itself was not read as far");
    } else if (isAway(upshot)) {
      limited(visit, answer, last, upshot);
    } else {
      try {
        Company.askAlone(visit);
      } finally {
        lookBack(visit, answer);
      }
    }
  }

  /// True when the last two attempts that ended were silent; to ask again would only take time.
  private static boolean wasSilent(Visit visit) {
    List<Upshot> ended =
        visit.log().stream().map(r -> visit.outcome(r.attempt()))
            .filter(u -> !u.isUnfinished()).toList();
    return ended.size() > 2
        && ended.subList(ended.size() - 2, ended.size()).stream().allMatch(Upshot::isSilent);
  }

  private static boolean isAway(Upshot upshot) {
    return upshot.isRefusal() || upshot.isSilent();
  }

  private static void limited(Visit visit, Answer answer, Attempt last, Upshot upshot) {
    int before = lastGood(visit) + 1;
    answer.fact("requestsBefore", before);
    String text =
        "after about %d requests within this examination the origin %s"
            .formatted(
                before, upshot.isSilent() ? "no longer answers" : "answers with " + upshot);
    answer.summary("no: %s", text);
    boolean outgrown = isOutgrown(upshot);
    if (outgrown) answer.warn(Cause.HEADERS_NEAR_LIMIT, "the headers grow: " + text);
    else answer.warn(Cause.RATE_LIMITED, text);
    List<Recorded> since = visit.log().subList(before, visit.log().size());
    Likelihood all = Likelihood.of(since.size(), since.size());
    String when = "only after about %d requests".formatted(before);
    Condition condition =
        outgrown ? Condition.of(when) : Condition.of(when, Cause.RATE_LIMITED);
    conclude(visit, answer, last, "a number of requests", condition, all);
  }

  /// True for headers that were within their limit and are no more: nobody limits requests so.
  private static boolean isOutgrown(Upshot upshot) {
    return upshot.verdict()
        .filter(v -> v.cause().family() == Family.HEADER_SECTION_TOO_LARGE).isPresent();
  }

  private static int lastGood(Visit visit) {
    List<Recorded> log = visit.log();
    for (int i = log.size() - 1; i >= 0; i--) {
      Upshot upshot = visit.outcome(log.get(i).attempt());
      if (!isAway(upshot) && !upshot.isUnfinished()) return i;
    }
    return -1;
  }

  private static void lookBack(Visit visit, Answer answer) {
    List<Recorded> failed =
        visit.log().stream().filter(Recorded::isAsAsked)
            .filter(r -> visit.outcome(r.attempt()).isFailure()).toList();
    Likelihood likelihood = visit.likelihood();
    answer.fact("asked", likelihood.tried()).fact("failed", likelihood.failed());
    if (visit.turned().isPresent()) {
      String text =
          "for a while the origin came to %s, then answered as before"
              .formatted(visit.turned().get());
      answer.summary("yes, but %s", text).warn(Cause.RATE_LIMITED, text);
      return;
    }
    var company = Company.of(visit);
    if (company.isToBlame()) {
      company.tell(visit, answer);
      return;
    }
    if (failed.isEmpty()) {
      lookAtVariants(visit, answer, likelihood.tried());
      return;
    }
    answer.summary("yes, but in between %s failed", likelihood);
    boolean known =
        !visit.isCrowded()
            && failed.stream().anyMatch(r -> r.probe().equals(Repetition.NAME));
    if (!known) answer.warn(Cause.INTERMITTENT, "the same request failed in " + likelihood);
    for (Recorded one : failed) {
      conclude(
          visit, answer, one.attempt(), "the same request, now and then",
          Condition.sometimes(likelihood), likelihood);
    }
  }

  /// A changed request that once failed and once did not says the same as the request as asked.
  private static void lookAtVariants(Visit visit, Answer answer, int same) {
    for (List<Recorded> alike : variants(visit)) {
      List<Recorded> failed =
          alike.stream().filter(r -> visit.outcome(r.attempt()).isFailure()).toList();
      if (failed.isEmpty() || failed.size() == alike.size()) continue;
      Recorded first = failed.getFirst();
      String text =
          "%s failed in %d of %d".formatted(first.label(), failed.size(), alike.size());
      answer.summary("yes, but %s", text).warn(Cause.INTERMITTENT, text);
      String under = first.label() + ", now and then";
      Likelihood seen = Likelihood.of(failed.size(), alike.size());
      String when = "%s (%s)".formatted(Condition.sometimes(seen).text(), first.label());
      conclude(
          visit, answer, first.attempt(), under, Condition.of(when, Cause.INTERMITTENT), seen);
      return;
    }
    answer.summary("yes, %d times alike", same);
  }

  /// Returns the requests that were sent more than once alike, each on a connection of its own and
  /// one at a time.
  private static Collection<List<Recorded>> variants(Visit visit) {
    return visit.log().stream()
        .filter(r -> !r.probe().equals(ConcurrencyRamp.NAME))
        .filter(r -> r.attempt().observation().use().equals(Use.NEW))
        .collect(Collectors.groupingBy(
            r -> r.label() + " " + Arrays.hashCode(r.request().toByteArray()),
            LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  private static void conclude(
      Visit visit, Answer answer, Attempt attempt, String under, Condition condition,
      Likelihood likelihood) {
    visit.outcome(attempt).verdict().ifPresent(
        verdict -> answer.conclude(
            new Conclusion(
                verdict, under, Optional.of(condition), List.of(), visit.recorded(attempt),
                likelihood, Optional.empty())));
  }
}
