package dev.fivetwenty.bench.soak.hardship;

import dev.fivetwenty.bench.soak.hardship.Guest.End;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/// Origins are killed in the middle of replies and started again, five times a second, while 64 clients ask.
final class Restarts implements Hardship {

  private static final int GUESTS = 64;
  private static final int LARGEST = 2 << 20;

  @Override
  public String name() {
    return "restarts";
  }

  @Override
  public String run(Site site) throws IOException, InterruptedException {
    long until = System.nanoTime() + site.seconds().toNanos();
    try (var deaths = new Deaths(site, Duration.ofMillis(200))) {
      var ends = Crowd.sum(Crowd.of(GUESTS, () -> askUntil(site, until)));
      if (ends.getOrDefault(End.WHOLE, 0) == 0) throw new Broken("no reply was whole: " + ends);
      return "%d origins killed, %s".formatted(deaths.count(), ends);
    }
  }

  private static Map<End, Integer> askUntil(Site site, long until) throws IOException {
    Map<End, Integer> ends = new EnumMap<>(End.class);
    var draws = new SplittableRandom();
    while (System.nanoTime() < until) {
      try (var guest = new Guest(site.edge(), 0)) {
        End end = End.WHOLE;
        while (end != End.CUT && end != End.NOTHING && System.nanoTime() < until) {
          end = guest.ask("/whole/" + draws.nextInt(LARGEST));
          ends.merge(end, 1, Integer::sum);
          if (end == End.NOTHING) throw new Broken("a connection was ended without an answer");
        }
      }
    }
    return ends;
  }
}
