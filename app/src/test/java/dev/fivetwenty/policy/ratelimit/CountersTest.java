package dev.fivetwenty.policy.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.rules.Characteristic;
import dev.fivetwenty.rules.SampleRequest;
import dev.fivetwenty.rules.request.Part;
import dev.fivetwenty.rules.syntax.ExpressionProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Counts are exact, periods are by a clock that only runs on, and keys take bounded memory.
class CountersTest {

  private static final long SECOND = 1_000_000_000L;

  private final Counters.Keys keys = new Counters.Keys();
  private final Tally tally = new Tally();

  private static Counters counters(int requests, Duration mitigation, int most, String... by) throws ExpressionProblem {
    List<Characteristic> characteristics = new ArrayList<>();
    for (String one : by) characteristics.add(Characteristic.parse(one));
    return new Counters(
        new Limit(
            characteristics, 64, Duration.ofSeconds(10), requests, Optional.empty(), mitigation, most, false),
        new SplittableRandom(7));
  }

  private boolean isOver(Counters counters, SampleRequest request, long now) {
    counters.count(request, now, keys, tally);
    return tally.isOver();
  }

  @Test
  void whatIsTooManyIsDeniedUntilThePeriodEnds() throws Exception {
    Counters counters = counters(2, Duration.ZERO, 1000, "http.host");
    SampleRequest a = SampleRequest.get("http://a/");
    // The clock may be anywhere, also about to overflow.
    long start = Long.MAX_VALUE - 3 * SECOND;

    assertThat(isOver(counters, a, start)).isFalse();
    assertThat(tally.left()).isEqualTo(1);
    assertThat(isOver(counters, a, start + 9 * SECOND)).isFalse();
    assertThat(tally.left()).isZero();
    assertThat(isOver(counters, a, start + 10 * SECOND - 1)).isTrue();
    assertThat(tally.resetNanos()).isEqualTo(1);
    assertThat(tally.resetSeconds()).isEqualTo(1);
    assertThat(isOver(counters, a, start + 10 * SECOND)).isFalse();
    assertThat(tally.left()).isEqualTo(1);
    assertThat(isOver(counters, SampleRequest.get("http://b/"), start + 10 * SECOND)).isFalse();
  }

  @Test
  void whoHadTooManyIsDeniedEverythingForAWhile() throws Exception {
    Counters counters = counters(1, Duration.ofSeconds(60), 1000, "http.host");
    SampleRequest a = SampleRequest.get("http://a/");
    assertThat(isOver(counters, a, 0)).isFalse();
    assertThat(isOver(counters, a, SECOND)).isTrue();
    assertThat(tally.resetSeconds()).isEqualTo(60);
    assertThat(isOver(counters, a, 60 * SECOND)).isTrue();
    assertThat(tally.resetSeconds()).isEqualTo(1);
    counters.look(a, 61 * SECOND, keys, tally);
    assertThat(tally.isOver()).isFalse();
    assertThat(isOver(counters, a, 61 * SECOND)).isFalse();
  }

  @Test
  void lookingCountsNothing() throws Exception {
    Counters counters = counters(1, Duration.ZERO, 1000, "http.host");
    SampleRequest a = SampleRequest.get("http://a/");
    for (int i = 0; i < 5; i++) {
      counters.look(a, i, keys, tally);
      assertThat(tally.isOver()).isFalse();
      assertThat(tally.left()).isEqualTo(1);
    }
    assertThat(counters.keys()).isZero();
  }

  @Test
  void missingAndEmptyAreTwoKeysAndValuesDoNotRunTogether() throws Exception {
    Counters counters =
        counters(1, Duration.ZERO, 1000, "http.request.headers[\"a\"]", "http.request.headers[\"b\"]");
    var requests =
        List.of(
            SampleRequest.get("http://x/"),
            SampleRequest.get("http://x/").field("a", ""),
            SampleRequest.get("http://x/").field("b", ""),
            SampleRequest.get("http://x/").field("a", "1").field("b", "23"),
            SampleRequest.get("http://x/").field("a", "12").field("b", "3"),
            SampleRequest.get("http://x/").field("a", "1").field("a", "2"),
            SampleRequest.get("http://x/").field("a", "2").field("a", "1"));
    for (SampleRequest request : requests) assertThat(isOver(counters, request, 0)).isFalse();
    for (SampleRequest request : requests) assertThat(isOver(counters, request, 0)).isTrue();
  }

  @Test
  void clientsOfOneIpv6NetworkAreOne() throws Exception {
    Counters counters = counters(1, Duration.ZERO, 1000, "ip.src");
    assertThat(isOver(counters, SampleRequest.get("http://x/").from("2001:db8:0:1::1"), 0)).isFalse();
    assertThat(isOver(counters, SampleRequest.get("http://x/").from("2001:db8:0:1:2:3:4:5"), 0)).isTrue();
    assertThat(isOver(counters, SampleRequest.get("http://x/").from("2001:db8:0:2::1"), 0)).isFalse();
    assertThat(isOver(counters, SampleRequest.get("http://x/").from("192.0.2.1"), 0)).isFalse();
    assertThat(isOver(counters, SampleRequest.get("http://x/").from("192.0.2.2"), 0)).isFalse();
    assertThat(isOver(counters, SampleRequest.get("http://x/").from(null), 0)).isFalse();
    assertThat(isOver(counters, SampleRequest.get("http://x/").from(null), 0)).isTrue();
  }

  @Test
  void countsAreExactUnder64Threads() throws Exception {
    Counters counters = counters(5000, Duration.ZERO, 100_000, "http.host");
    var passed = new AtomicInteger();
    List<Thread> threads =
        IntStream.range(0, 64).mapToObj(n -> Thread.ofPlatform().start(() -> ask(counters, n, passed))).toList();
    for (Thread thread : threads) thread.join();
    assertThat(passed.get()).isEqualTo(5000);
    assertThat(counters.forgotten()).isZero();
  }

  private static void ask(Counters counters, int thread, AtomicInteger passed) {
    var own = new Counters.Keys();
    var tally = new Tally();
    SampleRequest shared = SampleRequest.get("http://shared/");
    for (int i = 0; i < 200; i++) {
      counters.count(shared, 0, own, tally);
      if (!tally.isOver()) passed.incrementAndGet();
      counters.count(SampleRequest.get("http://" + thread + "-" + i + "/"), 0, own, tally);
    }
  }

  /// Everything at once, on few keys, against a list of what was counted.
  @Test
  void saysWhatCountingInAListSays() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    Counters counters = counters(3, Duration.ofSeconds(5), 64, "http.host");
    var slow = new SlowCounts(3, 10 * SECOND, 5 * SECOND);
    long now = -20 * SECOND;
    for (int i = 0; i < 5000; i++) {
      now += random.nextLong(SECOND);
      String host = "h" + random.nextInt(30);
      boolean over = isOver(counters, SampleRequest.get("http://" + host + "/"), now);
      assertThat(over).as("rerun with -Dseed=%d", seed).isEqualTo(slow.isOver(host, now));
    }
    assertThat(counters.forgotten()).isZero();
  }

  /// Ten million keys that come once each, and one that comes again and again.
  @Test
  void aFloodOfKeysTakesBoundedMemoryAndMakesNobodyBeDeniedTooEarly() throws Exception {
    Shard shard = new Shard(counters(100, Duration.ofSeconds(60), 1000, "http.host").limit(), 10_000);
    int denied = 0;
    for (int i = 0; i < 10_000_000; i++) {
      long hash = i * 0x9E3779B97F4A7C15L;
      shard.count(hash, ~hash, 0, tally);
      if (tally.isOver()) denied++;
      if (i % 1000 == 0) shard.count(1, 1, 0, tally);
    }
    assertThat(denied).isZero();
    assertThat(shard.keys()).isEqualTo(10_000);
    assertThat(shard.bytes()).isLessThanOrEqualTo(10_000 * 32 * 4);
    assertThat(shard.forgotten()).isGreaterThan(9_900_000);
    // Who counted most was not forgotten, and was denied at its hundredth and first.
    shard.look(1, 1, 0, tally);
    assertThat(tally.isOver()).isTrue();
  }

  @Test
  void keysWhoseTimeIsOverMakeRoomBeforeAnyOther() throws Exception {
    Shard shard = new Shard(counters(100, Duration.ZERO, 1000, "http.host").limit(), 10_000);
    for (int period = 0; period < 20; period++) {
      for (int i = 0; i < 4000; i++) {
        long hash = (period * 4000L + i) * 0x9E3779B97F4A7C15L;
        shard.count(hash, ~hash, period * 10 * SECOND, tally);
      }
    }
    assertThat(shard.forgotten()).isZero();
    assertThat(shard.bytes()).isLessThanOrEqualTo(10_000 * 32 * 4);
  }

  @Test
  void aKeyIsMadeOfTextsOfAnyLength() throws Exception {
    Counters counters = counters(1, Duration.ZERO, 1000, "http.request.uri.path");
    String path = "/" + "a".repeat(5000);
    SampleRequest request = SampleRequest.get("http://x/").part(Part.PATH, path);
    assertThat(isOver(counters, request, 0)).isFalse();
    assertThat(isOver(counters, SampleRequest.get("http://x/").part(Part.PATH, path + "b"), 0)).isFalse();
    assertThat(isOver(counters, request, 0)).isTrue();
  }
}
