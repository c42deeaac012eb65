package dev.fivetwenty.edge.crawl;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Counts what a crawl does. Safe for all threads.
final class Tally {

  private final String route;
  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private final Map<RoundEnd, Long> rounds = new EnumMap<>(RoundEnd.class);
  private long bytes;
  private boolean running;
  private Instant began;
  private Instant ended;
  private RoundEnd last;

  Tally(String route) {
    this.route = route;
    for (Outcome outcome : Outcome.values()) outcomes.put(outcome, 0L);
    for (RoundEnd end : RoundEnd.values()) rounds.put(end, 0L);
  }

  synchronized void began(Instant now) {
    running = true;
    began = now;
  }

  synchronized void ended(RoundEnd how, Instant now) {
    running = false;
    ended = now;
    last = how;
    rounds.merge(how, 1L, Long::sum);
  }

  synchronized void count(Outcome outcome) {
    outcomes.merge(outcome, 1L, Long::sum);
  }

  synchronized void received(long more) {
    bytes += more;
  }

  synchronized CrawlFigures figures() {
    return new CrawlFigures(
        route, running, Optional.ofNullable(began), Optional.ofNullable(ended), Optional.ofNullable(last), bytes,
        new EnumMap<>(outcomes), new EnumMap<>(rounds));
  }
}
