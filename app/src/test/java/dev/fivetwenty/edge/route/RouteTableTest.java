package dev.fivetwenty.edge.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.Route.Balance;
import dev.fivetwenty.recorder.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// Which route a host and a path belong to.
class RouteTableTest {

  private static final List<String> ROUTES =
      List.of(
          "*/", "*/status", "shop.example/", "shop.example/cart", "shop.example/cart/old",
          "shop.example/files/", "shop.example/a%20b", "api.shop.example/v1", "*.shop.example/",
          "*.eu.shop.example/", "*.eu.shop.example/v1", "127.0.0.1/", "2001:db8::1/", "localhost/");

  @ParameterizedTest(name = "{0} {1} → {2}")
  @CsvFileSource(resources = "routes.csv", delimiter = ' ', useHeadersInDisplayName = false)
  void aRequestHasItsRoute(String host, String path, String route) {
    for (long seed = 0; seed < 3; seed++) {
      var order = new ArrayList<>(ROUTES);
      Collections.shuffle(order, new Random(seed));
      assertThat(found(table(order), host, path)).isEqualTo(route);
    }
  }

  @Test
  void withoutARouteForAllSomeRequestsHaveNone() {
    RouteTable table = table(List.of("shop.example/cart", "*.shop.example/cart"));

    assertThat(found(table, "shop.example", "/cart")).isEqualTo("shop.example/cart");
    assertThat(found(table, "shop.example", "/")).isEqualTo("none");
    assertThat(found(table, "a.shop.example", "/")).isEqualTo("none");
    assertThat(found(table, "other.example", "/cart")).isEqualTo("none");
    assertThat(found(table, "", "/cart")).isEqualTo("none");
    assertThat(found(table(List.of()), "shop.example", "/")).isEqualTo("none");
  }

  @Test
  void amongManyHostsEachHasItsOwn() {
    var random = new Random(5);
    Map<String, String> wanted = new HashMap<>();
    for (int i = 0; i < 5000; i++) {
      var name = new StringBuilder();
      for (int label = 0; label < 1 + random.nextInt(4); label++) {
        for (int c = 0; c < 1 + random.nextInt(3); c++) name.append((char) ('a' + random.nextInt(3)));
        name.append('.');
      }
      String host = name + "example";
      wanted.put(host, host + "/");
    }
    RouteTable table = table(wanted.values().stream().toList());

    wanted.forEach((host, route) -> assertThat(found(table, host, "/any")).isEqualTo(route));
    for (String host : wanted.keySet()) {
      String longer = "d" + host;
      assertThat(found(table, longer, "/")).as(longer).isEqualTo("none");
      String shorter = host.substring(1);
      assertThat(found(table, shorter, "/")).isEqualTo(wanted.getOrDefault(shorter, "none"));
    }
  }

  private static RouteTable table(List<String> routes) {
    var entries = new ArrayList<RouteTable.Entry>();
    for (String route : routes) {
      int slash = route.indexOf('/');
      entries.add(
          new RouteTable.Entry(
              route.substring(0, slash), route.substring(slash),
              new Route(
                  new Labels().route(route), List.of(), Balance.ROUND_ROBIN, HostRule.OF_CLIENT,
                  false, 1)));
    }
    return new RouteTable(entries);
  }

  /// The bytes around host and path must not matter.
  private static String found(RouteTable table, String host, String path) {
    byte[] bytes = ("." + host + "." + path + "/").getBytes(ISO_8859_1);
    int hostEnd = 1 + host.length();
    Route route =
        table.find(bytes, 1, hostEnd, bytes, hostEnd + 1, hostEnd + 1 + path.length());
    return route == null ? "none" : route.label().name();
  }
}
