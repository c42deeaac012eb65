package dev.fivetwenty.edge.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A request finds its route by what stands in its head.
class RoutingTest {

  private static NamedOrigin shop;
  private static NamedOrigin six;
  private static NamedOrigin rest;
  private static RoutedEdge edge;

  @BeforeAll
  static void start() throws Exception {
    shop = new NamedOrigin("shop");
    six = new NamedOrigin("six");
    rest = new NamedOrigin("rest");
    edge =
        RoutedEdge.with(
            1,
            """
            - {host: shop.example, path: /cart, origins: ["%s"]}
            - {host: "[2001:db8::1]", origins: ["%s"]}
            - origins: ["%s"]
            """
                .formatted(shop.url(), six.url(), rest.url()));
  }

  @AfterAll
  static void stop() {
    edge.close();
    shop.close();
    six.close();
    rest.close();
  }

  @ParameterizedTest(name = "{1} at {0} → {2}")
  @CsvSource({
    "shop.example,            /cart,                          shop",
    "shop.example:80,         /cart?x=/,                      shop",
    "shop.example:8520,       /cart/1,                        shop",
    "SHOP.example.:8520,      /cart,                          shop",
    "shop.example,            http://shop.example/cart,       shop",
    "shop.example:1,          http://shop.example:1/cart?/,   shop",
    "shop.example,            /,                              rest",
    "shop.example,            /?/cart,                        rest",
    "[2001:db8::1],           /,                              six",
    "[2001:DB8::1]:8520,      /cart,                          six",
    "[2001:db8::2]:8520,      /cart,                          rest",
    "other.example:8520,      /cart,                          rest",
  })
  void byHostAndPath(String host, String target, String origin) throws IOException {
    try (Visitor visitor = edge.visitor()) {
      assertThat(visitor.ask("GET", host, target).body()).isEqualTo(origin);
    }
  }
}
