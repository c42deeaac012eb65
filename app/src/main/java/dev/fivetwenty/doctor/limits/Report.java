package dev.fivetwenty.doctor.limits;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.cause.Finding.Severity;
import dev.fivetwenty.doctor.Answer;
import dev.fivetwenty.doctor.Conclusion;
import dev.fivetwenty.doctor.Condition;
import dev.fivetwenty.doctor.Likelihood;
import dev.fivetwenty.doctor.Visit;
import dev.fivetwenty.doctor.asking.LimitSearch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a search has found so far, and how it is told: facts as they come, findings in the end.
final class Report {

  private record Robot(String name, int taken, boolean exact, Refusal refusal) {}

  private final Visit visit;
  private final Answer answer;
  private final LimitSearch plan;
  private final List<String> clauses = new ArrayList<>();
  private final List<String> ofAgents = new ArrayList<>();
  private Optional<RequestLimit> requests = Optional.empty();
  private Optional<Refusal> concurrency = Optional.empty();
  private Optional<Robot> robot = Optional.empty();
  private int taken;
  private int refused;
  private boolean closed;
  private boolean chance;

  Report(Visit visit, Answer answer) {
    this.visit = visit;
    this.answer = answer;
    this.plan = visit.plan().limits().orElseThrow();
    answer.fact("mostPerSecond", plan.perSecond()).fact("mostRequests", plan.requests());
  }

  /// Notes a first series, which may have met no limit.
  void tried(Series.Run run) {
    double rate = run.rate(plan.perSecond());
    answer.fact("requests", Map.of("taken", run.taken(), "perSecond", rate));
    if (run.isRefused()) return;
    clauses.add(
        "%d requests at %s a second are taken".formatted(run.taken(), Words.number(rate)));
  }

  void requests(RequestLimit limit) {
    requests = Optional.of(limit);
    answer.fact("requests", limit.facts());
  }

  /// The origin does not let go, so nothing more can be asked.
  void close() {
    closed = true;
  }

  /// The examination before had met a limit, and the origin did not let go.
  void closed(Refusal refusal) {
    close();
    String text =
        "by the end of the examination the origin %s, and did not let go within %s"
            .formatted(refusal.words(), Words.time(plan.patience()));
    answer.fact(
        "requests",
        Map.of("manner", refusal.manner(), "refusesForMs", plan.patience().toMillis()));
    clauses.add(text);
    answer.warn(Cause.RATE_LIMITED, text);
    conclude(refusal, "only after the requests of the examination", Cause.RATE_LIMITED);
  }

  boolean isClosed() {
    return closed;
  }

  /// What is turned away is so at any rate: nothing can be compared.
  void chance() {
    close();
    chance = true;
    requests = Optional.empty();
    answer.fact("requests", Map.of("byChance", true));
    clauses.add("requests are turned away at any rate, by chance");
  }

  void concurrency(int most, int tooMany, Optional<Refusal> how) {
    taken = most;
    refused = tooMany;
    concurrency = how.filter(_ -> tooMany > 0);
    var facts = new LinkedHashMap<String, Object>();
    facts.put("taken", most);
    if (tooMany > 0) facts.put("refused", tooMany);
    concurrency.ifPresent(refusal -> facts.put("manner", refusal.manner()));
    answer.fact("concurrency", facts);
  }

  /// As many are turned away one after the other, too: it is their rate.
  void notConcurrency(int most, int tooMany) {
    Refusal refusal = concurrency.orElseThrow();
    concurrency = Optional.empty();
    answer.fact("concurrency", Map.of("taken", most));
    if (requests.isPresent()) return;
    String text =
        "of %d requests in quick succession it turns some away, even one after the other: it %s"
            .formatted(tooMany, refusal.words());
    clauses.add(text);
    answer.find(Cause.RATE_LIMITED, Severity.WARNING, text, measured(tooMany, most, "requests"));
  }

  void agents(Map<String, Optional<Refusal>> fates) {
    if (fates.isEmpty()) return;
    List<String> out = AgentSearch.names(fates, true);
    List<String> in = AgentSearch.names(fates, false);
    answer.fact("userAgents", Map.of("taken", in, "refused", out));
    if (out.isEmpty()) {
      ofAgents.add("%d User-Agents are answered alike".formatted(in.size()));
      return;
    }
    Refusal first = fates.get(out.getFirst()).orElseThrow();
    String text =
        "the origin %s for these User-Agents: %s; not for: %s"
            .formatted(
                first.words(), String.join(", ", out),
                in.isEmpty() ? "the request as asked" : String.join(", ", in));
    ofAgents.add(text);
    answer.find(
        Cause.VARIES_BY_USER_AGENT, Severity.WARNING, text,
        new Evidence.Measured(
            "turned away", out.size(), fates.size(), "User-Agents", List.of()));
    conclude(
        first, "only with the User-Agent: " + out.getFirst(), Cause.VARIES_BY_USER_AGENT);
  }

  /// While the search looked for something else, the request as asked was turned away, too: there
  /// is a limit above what the series tried.
  ///
  /// @param sent requests of the search by then
  void late(Refusal refusal, int sent) {
    close();
    String text =
        "after about %d requests within this search the origin %s: its limit is above what was"
            + " tried in a row";
    text = text.formatted(sent, refusal.words());
    answer.fact(
        "requests", Map.of("limit", sent, "exact", false, "manner", refusal.manner()));
    clauses.add(text);
    answer.find(
        Cause.RATE_LIMITED, Severity.WARNING, text, measured(sent + 1, sent, "requests"));
    conclude(refusal, "only after about %d requests".formatted(sent), Cause.RATE_LIMITED);
  }

  /// A robot is limited to fewer requests than the request as asked.
  ///
  /// @param exact the origin had forgotten all requests before these
  void robot(String name, Series.Run run, boolean exact) {
    robot = Optional.of(new Robot(name, run.taken(), exact, run.refusal().orElseThrow()));
    answer.fact(
        "robot",
        Map.of(
            "userAgent", name, "limit", run.taken(), "exact", exact, "manner",
            robot.get().refusal.manner()));
  }

  private void tellRobot(Robot limited) {
    String text =
        "with the User-Agent of %s the origin takes %s%d requests, fewer than as asked, then %s"
            .formatted(
                limited.name, limited.exact ? "" : "about ", limited.taken,
                limited.refusal.words());
    clauses.add(text);
    answer.find(
        Cause.VARIES_BY_USER_AGENT, Severity.WARNING, text,
        measured(limited.taken + 1, limited.taken, "requests"));
    String when = "only with the User-Agent of %s, after %d requests";
    conclude(
        limited.refusal, when.formatted(limited.name, limited.taken), Cause.VARIES_BY_USER_AGENT);
  }

  /// Says all that was found, however far the search came.
  void tell() {
    concurrency.ifPresentOrElse(this::tellConcurrency, this::tellNoConcurrency);
    requests.ifPresent(this::tellRequests);
    clauses.addAll(ofAgents);
    robot.ifPresent(this::tellRobot);
    if (chance) answer.untold("%s", String.join("; ", clauses));
    else answer.summary("%s", String.join("; ", clauses));
  }

  private void tellRequests(RequestLimit limit) {
    String text = "the origin " + limit.text(plan.patience());
    clauses.addFirst(text);
    answer.find(
        Cause.RATE_LIMITED, Severity.WARNING, text,
        measured(limit.requests() + 1, limit.requests(), "requests"));
    String when =
        limit.sustained().isPresent()
            ? "only at more than about %s requests a second"
                .formatted(Words.number(limit.sustained().getAsDouble()))
            : "only after %s%d requests".formatted(limit.fresh() ? "" : "about ", limit.requests());
    conclude(limit.refusal(), when, Cause.RATE_LIMITED);
  }

  private void tellConcurrency(Refusal refusal) {
    String how =
        refused == taken + 1 ? "of more" : "of %d".formatted(refused);
    String text =
        "the origin takes %d requests at once; %s it turns some away: it %s"
            .formatted(taken, how, refusal.words());
    clauses.addFirst(text);
    answer.find(
        Cause.FAILS_UNDER_CONCURRENCY, Severity.WARNING, text,
        measured(refused, taken, "requests at once"));
    conclude(
        refusal, "only when %d requests come at once".formatted(refused),
        Cause.FAILS_UNDER_CONCURRENCY);
  }

  private void tellNoConcurrency() {
    if (taken > 1) clauses.add("%d requests at once are taken".formatted(taken));
  }

  private static Evidence measured(int value, int limit, String unit) {
    return new Evidence.Measured("too many", value, limit, unit, List.of());
  }

  /// Where an edge would make an error of the refusal, that is the verdict under this condition.
  private void conclude(Refusal refusal, String when, Cause cause) {
    visit.outcome(refusal.attempt()).verdict().ifPresent(
        verdict -> answer.conclude(
            new Conclusion(
                verdict, when.substring("only ".length()), Optional.of(Condition.of(when, cause)),
                List.of(), visit.recorded(refusal.attempt()), Likelihood.of(2, 2),
                Optional.empty())));
  }
}
