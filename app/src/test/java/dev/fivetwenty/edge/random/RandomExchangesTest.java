package dev.fivetwenty.edge.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.edge.TestEdge;
import dev.fivetwenty.edge.random.Message.Framing;
import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.wire.Profile;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Whatever two sides that keep to the rules say to each other, each gets what the other sent:
/// heads as they should be, content byte for byte, however both were cut into pieces.
///
/// `-Drounds=100000` for a long run; a connection per round.
@ExtendWith(NoLeaks.class)
class RandomExchangesTest {

  private static final int CLIENTS = 8;
  private static final int ROUNDS = Integer.getInteger("rounds", 500);
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  /// More than a dialogue has.
  private static final int IDS_PER_ROUND = 16;

  private final AtomicInteger rounds = new AtomicInteger();
  private final AtomicInteger exchanges = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  @Test
  void exchangesAreByteExactBothWays() throws Exception {
    try (var origin = new PlannedOrigin(SEED);
        TestEdge edge = TestEdge.with(Profile.CLASSIC, origin.port());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var clients = new ArrayList<Callable<Void>>();
      for (int i = 0; i < CLIENTS; i++) clients.add(() -> talk(origin, edge));
      for (Future<Void> client : threads.invokeAll(clients)) client.get();

      assertThat(origin.differences()).as("seed %d", SEED).isEmpty();
      assertThat(origin.missing()).as("seed %d", SEED).isEmpty();
    }
    System.out.printf(
        "%,d exchanges on %,d connections, %,d MiB of content, seed %d%n",
        exchanges.get(), ROUNDS, bytes.get() >> 20, SEED);
  }

  private Void talk(PlannedOrigin origin, TestEdge edge) throws Exception {
    for (int round = rounds.getAndIncrement(); round < ROUNDS; round = rounds.getAndIncrement()) {
      var draws = new SplittableRandom(SEED + round);
      Plans.Dialogue dialogue = new Plans(draws).dialogue(round * IDS_PER_ROUND);
      try {
        talk(dialogue, origin, edge.address(), draws);
      } catch (Difference e) {
        throw new AssertionError(
            "rerun with -Dseed=%d -Drounds=1; the edge: %s, the origin: %s"
                .formatted(SEED + round, edge.failures(), origin.differences()),
            e);
      }
    }
    return null;
  }

  private void talk(
      Plans.Dialogue dialogue, PlannedOrigin origin, InetSocketAddress edge, SplittableRandom draws)
      throws Exception {
    for (Planned planned : dialogue.exchanges()) {
      origin.expect(planned);
      exchanges.incrementAndGet();
      bytes.addAndGet(planned.request().content().size() + planned.reply().content().size());
    }
    PlannedClient.talk(dialogue, edge, draws);
  }

  @Test
  void theLargestContentPassesInEachFraming() throws Exception {
    var plans = new Plans(new SplittableRandom(SEED));
    List<Planned> largest =
        List.of(
            plans.largest(0, Framing.LENGTH, Framing.CHUNKED),
            plans.largest(1, Framing.CHUNKED, Framing.CLOSE),
            plans.largest(2, Framing.LENGTH, Framing.LENGTH));
    try (var origin = new PlannedOrigin(SEED);
        TestEdge edge = TestEdge.with(Profile.CLASSIC, origin.port())) {
      var dialogue = new Plans.Dialogue(largest, false, false);
      talk(dialogue, origin, edge.address(), new SplittableRandom(SEED));

      assertThat(origin.differences()).as("seed %d", SEED).isEmpty();
    }
  }
}
