package dev.fivetwenty.edge.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.config.Ejection;
import dev.fivetwenty.config.Route.Balance;
import dev.fivetwenty.origin.Endpoints;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.recorder.Labels;
import dev.fivetwenty.wire.Profile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which origin of a route is asked.
class RouteTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int CLIENTS = 3000;

  private final Labels labels = new Labels();
  private final Endpoints endpoints = new Endpoints();
  private final List<Standing> standings = new ArrayList<>();
  private final List<Origin> origins = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private Optional<Ejection> ejection = Optional.empty();
  private Duration slowReturn = Duration.ZERO;

  @Test
  void takesTurns() {
    Route route = route(3, Balance.ROUND_ROBIN);

    assertThat(counts(route, 0, 300, 0)).containsOnly(at(0, 100), at(1, 100), at(2, 100));
  }

  @Test
  void theOthersTakeEqualPartsOfWhatOneLeaves() {
    Route route = route(4, Balance.ROUND_ROBIN);
    standings.get(1).failed();

    assertThat(counts(route, 0, 300, 0)).containsOnly(at(0, 100), at(2, 100), at(3, 100));
  }

  @Test
  void eachLoopTakesItsOwnTurns() {
    Route route = route(2, Balance.ROUND_ROBIN);

    assertThat(route.choose(0, 0, 0, 0)).isSameAs(origins.get(0));
    assertThat(route.choose(1, 0, 0, 0)).isSameAs(origins.get(0));
    assertThat(route.choose(0, 0, 0, 0)).isSameAs(origins.get(1));
    assertThat(route.choose(1, 0, 0, 0)).isSameAs(origins.get(1));
  }

  @ParameterizedTest
  @EnumSource(Balance.class)
  void findsNoneWhenAllChecksFail(Balance balance) {
    Route route = route(3, balance);
    standings.forEach(Standing::failed);

    assertThat(route.choose(0, 1, 0, 0)).isNull();
    assertThat(route.hasOrigin()).isFalse();
    assertThat(route.hasUntried(0, 0)).isFalse();

    standings.get(2).passed(0);

    assertThat(route.choose(0, 1, 0, 0)).isSameAs(origins.get(2));
    assertThat(route.hasOrigin()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Balance.class)
  void asksAnotherWhereOneFailed(Balance balance) {
    Route route = route(3, balance);
    for (int client = 0; client < 50; client++) {
      Origin first = route.choose(0, client, 0, 0);
      long tried = route.bit(first);
      Origin second = route.choose(0, client, tried, 0);
      tried |= route.bit(second);
      Origin third = route.choose(0, client, tried, 0);

      assertThat(List.of(first, second, third)).containsExactlyInAnyOrderElementsOf(origins);
      assertThat(route.hasUntried(tried, 0)).isTrue();
      assertThat(route.hasUntried(tried | route.bit(third), 0)).isFalse();
    }
  }

  @Test
  void asksTheSameAgainWhenThereIsNoOther() {
    Route route = route(2, Balance.ROUND_ROBIN);
    standings.get(1).failed();

    assertThat(route.choose(0, 0, route.bit(origins.get(0)), 0)).isSameAs(origins.get(0));
    assertThat(route.hasUntried(route.bit(origins.get(0)), 0)).isFalse();
  }

  @Test
  void anOriginThatFailsInARowSitsOut() {
    ejection = Optional.of(new Ejection(3, Duration.ofSeconds(30)));
    Route route = route(2, Balance.ROUND_ROBIN);
    Origin bad = origins.get(1);
    fail(route, bad, 2, 0);
    route.attempted(bad, null, 0);
    fail(route, bad, 2, 0);
    assertThat(counts(route, 0, 10, 0)).containsOnly(at(0, 5), at(1, 5));

    fail(route, bad, 1, 0);

    assertThat(counts(route, 0, 10, 29 * SECOND)).containsOnly(at(0, 10));
    assertThat(counts(route, 0, 10, 30 * SECOND)).containsOnly(at(0, 5), at(1, 5));
    assertThat(notices).containsExactly(
        "http://origin-1.example of */ sits out for 30 s: 3 exchanges in a row failed, the last with"
            + " resp-empty-fin");
  }

  @Test
  void theLastOriginNeverSitsOut() {
    ejection = Optional.of(new Ejection(3, Duration.ofSeconds(30)));
    Route route = route(2, Balance.ROUND_ROBIN);
    fail(route, origins.get(1), 3, 0);
    fail(route, origins.get(0), 30, 0);

    assertThat(counts(route, 0, 10, 0)).containsOnly(at(0, 10));
    assertThat(notices).hasSize(1);
  }

  @Test
  void anOriginThatSitsOutIsUsedWhenTheChecksOfAllOthersFail() {
    ejection = Optional.of(new Ejection(3, Duration.ofSeconds(30)));
    Route route = route(2, Balance.ROUND_ROBIN);
    fail(route, origins.get(1), 3, 0);
    standings.get(0).failed();

    assertThat(route.choose(0, 0, 0, 0)).isSameAs(origins.get(1));
  }

  @Test
  void nobodySitsOutUnlessTheRouteSaysSo() {
    Route route = route(2, Balance.ROUND_ROBIN);
    fail(route, origins.get(1), 1000, 0);

    assertThat(counts(route, 0, 10, 0)).containsOnly(at(0, 5), at(1, 5));
  }

  @Test
  void faultsOfNobodyThereAreNotHeldAgainstAnOrigin() {
    ejection = Optional.of(new Ejection(1, Duration.ofSeconds(30)));
    Route route = route(2, Balance.ROUND_ROBIN);
    for (Cause cause : List.of(Cause.EDGE_DEFECT, Cause.UNDETERMINED, Cause.CONN_STALE_REUSE)) {
      route.attempted(origins.get(1), cause, 0);
    }

    assertThat(counts(route, 0, 10, 0)).containsOnly(at(0, 5), at(1, 5));
  }

  @Test
  void anOriginThatComesBackTakesUpItsShareSlowly() {
    slowReturn = Duration.ofSeconds(100);
    Route route = route(2, Balance.ROUND_ROBIN);
    standings.get(1).failed();
    standings.get(1).passed(0);

    assertThat(shareOfSecond(route, 1 * SECOND)).isCloseTo(0.01, within(0.01));
    assertThat(shareOfSecond(route, 25 * SECOND)).isCloseTo(0.20, within(0.01));
    assertThat(shareOfSecond(route, 50 * SECOND)).isCloseTo(0.33, within(0.01));
    assertThat(shareOfSecond(route, 100 * SECOND)).isCloseTo(0.50, within(0.001));
  }

  @Test
  void oneThatWasNeverAwayHasNoNeedToReturn() {
    slowReturn = Duration.ofSeconds(100);

    assertThat(counts(route(2, Balance.ROUND_ROBIN), 0, 10, 0)).containsOnly(at(0, 5), at(1, 5));
  }

  @Test
  void oneThatComesBackAloneTakesAll() {
    slowReturn = Duration.ofSeconds(100);
    Route route = route(2, Balance.ROUND_ROBIN);
    standings.forEach(Standing::failed);
    standings.get(1).passed(0);

    assertThat(counts(route, 0, 10, 1)).containsOnly(at(1, 10));
  }

  @Test
  void clientsAreSpreadAndStayWhereTheyAre() {
    Route route = route(3, Balance.CLIENT_HASH);
    Map<Integer, Integer> before = homes(route, 0);

    assertThat(homes(route, 0)).isEqualTo(before);
    for (int origin = 0; origin < 3; origin++) {
      int here = origin;
      long clients = before.values().stream().filter(home -> home == here).count();
      assertThat((double) clients).isCloseTo(CLIENTS / 3.0, within(CLIENTS * 0.05));
    }
  }

  @Test
  void onlyTheClientsOfAnOriginThatLeavesMove() {
    Route route = route(3, Balance.CLIENT_HASH);
    Map<Integer, Integer> before = homes(route, 0);
    standings.get(1).failed();
    Map<Integer, Integer> without = homes(route, 0);

    without.forEach(
        (client, home) -> {
          assertThat(home).isNotEqualTo(1);
          if (before.get(client) != 1) assertThat(home).isEqualTo(before.get(client));
        });

    standings.get(1).passed(0);
    assertThat(homes(route, 0)).isEqualTo(before);
  }

  @Test
  void clientsComeBackOneAfterTheOther() {
    slowReturn = Duration.ofSeconds(100);
    Route route = route(2, Balance.CLIENT_HASH);
    Map<Integer, Integer> before = homes(route, 0);
    standings.get(1).failed();
    standings.get(1).passed(0);
    Map<Integer, Integer> early = homes(route, 30 * SECOND);
    Map<Integer, Integer> late = homes(route, 70 * SECOND);

    long wanted = before.values().stream().filter(home -> home == 1).count();
    long back = early.values().stream().filter(home -> home == 1).count();
    assertThat((double) back / wanted).isCloseTo(0.3, within(0.05));
    early.forEach((client, home) -> {
      if (home == 1) assertThat(late).containsEntry(client, 1);
    });
    assertThat(homes(route, 100 * SECOND)).isEqualTo(before);
  }

  private Route route(int count, Balance balance) {
    for (int i = 0; i < count; i++) {
      String url = "http://origin-" + i + ".example";
      var standing = new Standing(1, 1, true);
      standings.add(standing);
      origins.add(
          new Origin(
              new Connections(
                  endpoints.prepare(
                      url, new Target(URI.create(url + "/"), Optional.of("127.0.0.1"), 80),
                      TlsOptions.DEFAULT, Profile.CLASSIC),
                  2),
              standing, ejection, slowReturn, labels.origin(url), "origin-" + i + ".example",
              notices::add));
    }
    return new Route(labels.route("*/"), origins, balance, HostRule.OF_CLIENT, false, 2);
  }

  private static void fail(Route route, Origin origin, int times, long now) {
    for (int i = 0; i < times; i++) route.attempted(origin, Cause.RESP_EMPTY_FIN, now);
  }

  private Map<Integer, Integer> counts(Route route, int loop, int times, long now) {
    var counts = new HashMap<Integer, Integer>();
    for (int i = 0; i < times; i++) {
      counts.merge(origins.indexOf(route.choose(loop, i, 0, now)), 1, Integer::sum);
    }
    return counts;
  }

  private double shareOfSecond(Route route, long now) {
    return counts(route, 0, 10_000, now).getOrDefault(1, 0) / 10_000.0;
  }

  private Map<Integer, Integer> homes(Route route, long now) {
    var homes = new HashMap<Integer, Integer>();
    for (int i = 0; i < CLIENTS; i++) {
      byte[] address = ("10.0." + i / 256 + "." + i % 256).getBytes(StandardCharsets.US_ASCII);
      long client = ClientKey.of(address, 0, address.length);
      homes.put(i, origins.indexOf(route.choose(0, client, 0, now)));
    }
    return homes;
  }

  private static Map.Entry<Integer, Integer> at(int origin, int count) {
    return Map.entry(origin, count);
  }
}
