package dev.fivetwenty.doctor.limits;

import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Gap;
import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.StopAsking;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.LimitSearch;
import dev.fivetwenty.doctor.asking.Plan;
import java.time.Duration;
import java.util.Optional;

/// Looks for the filters of an origin by number, rate, concurrency and User-Agent: their
/// thresholds, what happens beyond, and when they let go.
///
/// The only probe that provokes. It runs where it was asked for, after all others.
public final class Limits implements Probe {

  public static final String NAME = "limits";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String question() {
    return "how much does the origin take before it turns requests away, and when does it let go?";
  }

  @Override
  public Manner manner() {
    return Manner.PROVOKING;
  }

  @Override
  public boolean needsWholeReplies() {
    return false;
  }

  @Override
  public Duration limit(Plan plan) {
    return plan.limits().map(LimitSearch::limit).orElse(Duration.ZERO);
  }

  @Override
  public Optional<String> obstacle(Visit visit) {
    return visit.unwell().or(visit::noHttp).or(visit::unsafe);
  }

  @Override
  public void run(Visit visit, Answer answer) throws InterruptedException {
    var search = new Search(visit);
    var report = new Report(visit, answer);
    try {
      new RequestSearch(search, report).run();
      if (report.isClosed()) return;
      new ConcurrencySearch(search, report).run();
      if (report.isClosed()) return;
      new AgentSearch(search, report).run();
    } finally {
      report.tell();
    }
  }

  static StopAsking outOfRequests(LimitSearch plan) {
    return new StopAsking(
        Gap.OUT_OF_REQUESTS,
        "the limit of %d requests for this was reached".formatted(plan.requests()));
  }
}
