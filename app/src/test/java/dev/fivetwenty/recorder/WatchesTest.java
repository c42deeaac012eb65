package dev.fivetwenty.recorder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchesTest {

  private static final Instant NOW = Instant.parse("2026-11-25T17:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
  private final Watches watches = new Watches(() -> NOW, nanos::get);

  @ParameterizedTest
  @CsvSource({
    "/cart, '', '', /cart/7, 192.0.2.1, , , true",
    "/cart, '', '', /car, 192.0.2.1, , , false",
    "/cart, '', '', '', 192.0.2.1, , , false",
    "'', 192.0.2.1, '', /, 192.0.2.1, , , true",
    "'', 192.0.2.1, '', /, 192.0.2.2, , , false",
    "'', 192.0.2.1, '', /, 192.0.2.2, 192.0.2.1, , true",
    "'', 2001:db8::1, '', /, 192.0.2.2, 2001:DB8:0::1, , true",
    "'', 192.0.2.1, '', /, 192.0.2.2, nobody, , false",
    "'', '', 00000000000000ff, /, 192.0.2.1, , , true",
    "'', '', 01, /, 192.0.2.1, , , false",
    "'', '', 8f2c, /, 192.0.2.1, , 8f2c1d00aa-FRA, true",
    "'', '', 00, /, 192.0.2.1, , 8f2c1d00aa-FRA, false",
    "/cart, 192.0.2.1, 00, /cart, 192.0.2.1, , , true",
    "/cart, 192.0.2.9, 00, /cart, 192.0.2.1, , , false"
  })
  void whatIsSaidMustAllBeSo(
      String path, String client, String ray, String target, String peer, String visitor,
      String foreign, boolean asked) {
    add(path, client, ray, 1);
    byte[] bytes = ("GET " + target).getBytes(ISO_8859_1);
    var seen =
        new Watches.Seen(
            bytes, 4, bytes.length, InetAddress.ofLiteral(peer), visitor, 0xff, foreign);
    assertThat(watches.asksFor(seen).isPresent()).isEqualTo(asked);
  }

  @Test
  void aShareIsTheShareOfRandomRayIds() {
    add("", "", "", 0.1);
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    int asked = 0;
    for (int i = 0; i < 100_000; i++) if (asks(random.nextLong())) asked++;
    assertThat(asked).as("-Dseed=" + seed).isCloseTo(10_000, within(600));
  }

  @Test
  void aWatchEndsByItselfWhateverTheClocksShow() {
    Watch watch = add("", "", "", 1);
    assertThat(watch.until()).isEqualTo(NOW.plus(MINUTE));
    // The monotonic clock overflows in between.
    nanos.addAndGet(MINUTE.toNanos() - 1);
    assertThat(asks(1)).isTrue();
    nanos.incrementAndGet();
    assertThat(asks(1)).isFalse();
    assertThat(watches.isEmpty()).isFalse();
    watches.expire();
    assertThat(watches.isEmpty()).isTrue();
    assertThat(watches.all()).isEmpty();
  }

  @Test
  void thereAreOnlySoManyAtOnce() {
    for (int i = 0; i < Watches.MOST; i++) add("/" + i, "", "", 1);
    var wish = new Watch(0, "/more", "", "", 1, Instant.EPOCH);
    assertThat(watches.add(wish, MINUTE)).isEmpty();
    assertThat(watches.remove(3)).isTrue();
    assertThat(watches.remove(3)).isFalse();
    assertThat(watches.add(wish, MINUTE)).map(Watch::id).hasValue(Watches.MOST + 1);
    assertThat(watches.all()).hasSize(Watches.MOST).extracting(Watch::id).doesNotContain(3);
  }

  private Watch add(String path, String client, String ray, double share) {
    return watches.add(new Watch(0, path, client, ray, share, Instant.EPOCH), MINUTE).orElseThrow();
  }

  private boolean asks(long ray) {
    byte[] path = {'/'};
    var seen = new Watches.Seen(path, 0, 1, InetAddress.ofLiteral("192.0.2.1"), null, ray, null);
    return watches.asksFor(seen).isPresent();
  }
}
