package dev.fivetwenty.traffic;

import dev.fivetwenty.policy.Decider;
import dev.fivetwenty.policy.Decision;
import dev.fivetwenty.policy.Rule;
import dev.fivetwenty.policy.RuleSet;
import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.rules.value.AddressTrie;
import dev.fivetwenty.traffic.log.RequestLog;
import dev.fivetwenty.traffic.log.Recorded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Sends the requests of logs through rules, in the time of the logs.
///
/// Rules without limits know nothing of other requests, so each log has a thread of its own then. Limits
/// count all logs together, as one edge does; their lines are merged by time, in one thread.
public final class Replay {

  private final RuleSet set;
  private final AddressTrie edges;
  private final boolean whatIf;

  /// @param edges  addresses of CDNs
  /// @param whatIf whether other thresholds are asked beside those of the rules
  public Replay(RuleSet set, AddressTrie edges, boolean whatIf) {
    this.set = set;
    this.edges = edges;
    this.whatIf = whatIf;
  }

  private boolean hasLimits() {
    return set.rules().stream().anyMatch(rule -> rule.limit().isPresent());
  }

  /// @param threads at most
  public Outcome of(List<RequestLog> logs, int threads) throws IOException {
    boolean alone = hasLimits() || logs.size() == 1 || threads == 1;
    return alone ? new Walk().merged(logs) : inParallel(logs, threads);
  }

  private Outcome inParallel(List<RequestLog> logs, int threads) throws IOException {
    try (ExecutorService workers = Executors.newFixedThreadPool(Math.min(threads, logs.size()))) {
      var walks = new ArrayList<Future<Outcome>>();
      for (RequestLog log : logs) {
        Callable<Outcome> walk = () -> new Walk().merged(List.of(log));
        walks.add(workers.submit(walk));
      }
      var outcome = new Outcome(ids());
      for (Future<Outcome> walk : walks) outcome.add(result(walk));
      return outcome;
    }
  }

  private static Outcome result(Future<Outcome> walk) throws IOException {
    try {
      return walk.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException unreadable) throw unreadable;
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }

  private List<String> ids() {
    return set.rules().stream().map(Rule::id).toList();
  }

  /// One thread's way along logs.
  private final class Walk {
    private final Decider decider = Decider.of(set, new SplittableRandom(1));
    private final Decider.Desk desk = new Decider.Desk();
    private final Requesters requesters = new Requesters();
    private final Outcome outcome = new Outcome(ids());
    private final Variants variants = new Variants(whatIf ? set : RuleSet.EMPTY);
    private long latest = Long.MIN_VALUE;

    Outcome merged(List<RequestLog> logs) throws IOException {
      var next = new PriorityQueue<>(Comparator.comparingLong((RequestLog log) -> log.record()
          .timeMillis()));
      for (RequestLog log : logs) {
        if (log.next()) next.add(log);
      }
      while (!next.isEmpty()) {
        RequestLog log = next.poll();
        long until = next.isEmpty() ? Long.MAX_VALUE : next.peek().record().timeMillis();
        if (run(log, until)) next.add(log);
      }
      for (RequestLog log : logs) outcome.unreadable(log.unreadable(), log.firstUnreadable());
      variants.tell(outcome);
      return outcome;
    }

    /// Takes lines of one log as long as no other has an earlier one. Returns false at its end.
    private boolean run(RequestLog log, long until) throws IOException {
      do {
        take(log, log.record());
        if (!log.next()) return false;
      } while (log.record().timeMillis() <= until);
      return true;
    }

    private void take(RequestLog log, Recorded record) {
      // Lines are written when a request ends, and so are not quite in order; a limit's time never goes back.
      latest = Math.max(latest, record.timeMillis());
      long now = latest * 1_000_000;
      Requester requester = requesters.of(record.agent());
      outcome.request(record.timeMillis(), requester);
      Decision decision = decider.decide(record, now, desk);
      boolean denied = decision.isDenied();
      if (denied) {
        outcome.denied();
        hit(log, record, decision.decidedBy(), true, requester);
      }
      for (int i = 0; i < decision.noted(); i++) hit(log, record, decision.noted(i).id(), false, requester);
      if (decider.countsResponses() && !denied && decision.countsResponse()) decider.responded(record,
          now, desk);
      if (whatIf) variants.ask(record, now);
    }

    private void hit(RequestLog log, Recorded record, String id, boolean denies, Requester requester) {
      Address client = record.client();
      boolean edge = client != null && edges.find(client) != AddressTrie.NOTHING;
      outcome.hits(id).add(record, denies, requester, edge, () -> log.name() + ":" + log.line());
    }
  }
}
