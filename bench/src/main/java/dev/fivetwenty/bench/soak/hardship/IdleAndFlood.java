package dev.fivetwenty.bench.soak.hardship;

import dev.fivetwenty.bench.soak.hardship.Guest.End;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// 10,000 connections are idle, then more come than the edge takes; those that were there first do not notice.
final class IdleAndFlood implements Hardship {

  private static final int IDLE = 10_000;
  private static final int FLOOD = 4_000;
  private static final int AT_ONCE = 200;
  private static final int ASKED_AGAIN = 500;

  @Override
  public String name() {
    return "idle-and-flood";
  }

  @Override
  public String run(Site site) throws IOException, InterruptedException {
    Queue<Guest> idle = new ConcurrentLinkedQueue<>();
    Queue<Guest> flood = new ConcurrentLinkedQueue<>();
    try {
      demand(open(site, IDLE, idle), Map.of(End.WHOLE, IDLE));
      Map<End, Integer> ends = open(site, FLOOD, flood);
      int taken = ends.getOrDefault(End.WHOLE, 0);
      if (taken != site.limit() - IDLE) throw new Broken("the edge took %d of %d: %s".formatted(taken, FLOOD, ends));
      for (int i = 0; i < ASKED_AGAIN; i++) {
        Guest guest = idle.poll();
        End end = guest.ask("/whole/100");
        guest.close();
        if (end != End.WHOLE) throw new Broken("an idle connection ended with " + end);
      }
      return "%,d idle connections, then %,d more where %,d fit: %s".formatted(IDLE, FLOOD, site.limit() - IDLE, ends);
    } finally {
      for (Guest guest : idle) guest.close();
      for (Guest guest : flood) guest.close();
    }
  }

  private static void demand(Map<End, Integer> ends, Map<End, Integer> wanted) {
    if (!ends.equals(wanted)) throw new Broken("wanted %s, got %s".formatted(wanted, ends));
  }

  /// Has connections opened that ask once and stay.
  private static Map<End, Integer> open(Site site, int count, Queue<Guest> to) throws IOException, InterruptedException {
    var left = new AtomicInteger(count);
    List<Map<End, Integer>> counts =
        Crowd.of(
            AT_ONCE,
            () -> {
              Map<End, Integer> ends = new EnumMap<>(End.class);
              while (left.getAndDecrement() > 0) {
                var guest = new Guest(site.edge(), 0);
                to.add(guest);
                ends.merge(guest.ask("/whole/100"), 1, Integer::sum);
              }
              return ends;
            });
    return Crowd.sum(counts);
  }
}
