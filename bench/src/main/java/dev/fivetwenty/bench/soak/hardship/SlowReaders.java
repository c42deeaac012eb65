package dev.fivetwenty.bench.soak.hardship;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// 200 clients take 64 MiB at 1 KiB a second, while origins are killed at random.
///
/// One whose reply was cut asks again. What waits for them must not be in the edge.
final class SlowReaders implements Hardship {

  private static final int GUESTS = 200;
  private static final int SIZE = 64 << 20;
  private static final int PIECE = 1 << 10;
  /// So that what a client has taken shows soon.
  private static final int SMALL_BUFFER = 8 << 10;

  @Override
  public String name() {
    return "slow-readers";
  }

  @Override
  public String run(Site site) throws IOException, InterruptedException {
    long until = System.nanoTime() + site.seconds().toNanos();
    try (var deaths = new Deaths(site, Duration.ofSeconds(2))) {
      var ends = Crowd.sum(Crowd.of(GUESTS, () -> readUntil(site, until)));
      return "%d clients at 1 KiB/s for %d s, %d origins killed, replies ended %s"
          .formatted(GUESTS, site.seconds().toSeconds(), deaths.count(), ends);
    }
  }

  private static Map<Guest.End, Integer> readUntil(Site site, long until) throws IOException {
    Map<Guest.End, Integer> ends = new EnumMap<>(Guest.End.class);
    while (System.nanoTime() < until) {
      try (var guest = new Guest(site.edge(), SMALL_BUFFER)) {
        guest.get("/whole/" + SIZE);
        Guest.End end = read(guest, until);
        if (end != null) ends.merge(end, 1, Integer::sum);
      }
    }
    return ends;
  }

  /// Returns how the reply ended, or null when the time was up first.
  private static Guest.End read(Guest guest, long until) {
    try {
      int status = guest.head();
      if (status < 0) return Guest.End.NOTHING;
      if (status != 200) return Guest.End.FAILED;
      while (System.nanoTime() < until) {
        if (guest.take(PIECE) < PIECE) return Guest.End.CUT;
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      }
      return null;
    } catch (IOException e) {
      return Guest.End.CUT;
    }
  }
}
