package dev.fivetwenty.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Clients and origin by themselves: what they say of an edge is worth no more than what they say of each other.
class WithoutAnEdgeTest {

  private static final int REQUESTS = 3_000;
  private static final long SEED = Long.getLong("seed", System.nanoTime());

  @Test
  void everySoundReplyIsSeenAsWhole() throws Exception {
    Ledger ledger = ask(0);

    Map<Seen, Integer> ends = ends(ledger);
    assertThat(ends.keySet()).as("rerun with -Dseed=" + SEED).containsOnly(Seen.WHOLE, Seen.LEFT);
    assertThat(ends.get(Seen.WHOLE)).isGreaterThan(REQUESTS / 2);
  }

  @Test
  void noBrokenReplyIsSeenAsWhole() throws Exception {
    Ledger ledger = ask(0.5);

    int broken = 0;
    for (int id = 0; id < ledger.size(); id++) {
      if (ledger.fault(id) == Fault.NONE) continue;
      broken++;
      assertThat(ledger.seen(id))
          .as("%s, rerun with -Dseed=%d", ledger.fault(id), SEED)
          .isIn(Seen.CUT, Seen.LOST, Seen.FALSE);
    }
    assertThat(broken).isGreaterThan(REQUESTS / 4);
  }

  private static Ledger ask(double broken) throws Exception {
    var ledger = new Ledger(REQUESTS);
    var seeds = new AtomicLong(SEED);
    try (var origin = new SoakOrigin()) {
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        clients.add(Thread.ofVirtual().start(new SoakClient(origin.address(), ledger, seeds, broken)));
      }
      for (Thread client : clients) client.join();
      assertThat(origin.wrongUploads()).isZero();
    }
    return ledger;
  }

  private static Map<Seen, Integer> ends(Ledger ledger) {
    Map<Seen, Integer> ends = new EnumMap<>(Seen.class);
    for (int id = 0; id < ledger.size(); id++) ends.merge(ledger.seen(id), 1, Integer::sum);
    return ends;
  }
}
