package dev.fivetwenty.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestBytesTest {

  private static final URI CART = URI.create("https://shop.example/cart?id=1#top");

  @Test
  void startsWithTheFieldsThatCurlSends() {
    assertThat(text(RequestBytes.get(CART)))
        .isEqualTo(
            "GET /cart?id=1 HTTP/1.1\r\nHost: shop.example\r\n"
                + "User-Agent: fivetwenty/0.1.0\r\nAccept: */*\r\n\r\n");
  }

  @Test
  void replacesAFieldInItsPlaceAndAddsOthersAtTheEnd() {
    var request =
        RequestBytes.get(CART).with("host", "other.example").without("accept").with("X-A", "1");
    assertThat(text(request))
        .isEqualTo(
            "GET /cart?id=1 HTTP/1.1\r\nhost: other.example\r\n"
                + "User-Agent: fivetwenty/0.1.0\r\nX-A: 1\r\n\r\n");
  }

  @Test
  void announcesContentOnceOnly() {
    var request = RequestBytes.of("POST", CART).content("a=1".getBytes(StandardCharsets.UTF_8));
    assertThat(text(request)).endsWith("Accept: */*\r\nContent-Length: 3\r\n\r\na=1");
    assertThat(text(request.with("content-length", "9"))).endsWith("content-length: 9\r\n\r\na=1");
  }

  @Test
  void tellsTheReaderOfAnUpgrade() {
    var request =
        RequestBytes.get(CART)
            .with("Connection", "keep-alive, Upgrade")
            .with("Upgrade", "websocket")
            .with("Sec-WebSocket-Key", "abc");
    assertThat(request.expected().upgradeRequested()).isTrue();
    assertThat(request.expected().websocketKey()).isEqualTo("abc");
    assertThat(RequestBytes.get(CART).expected().upgradeRequested()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.example:80/, a.example",
    "http://a.example:443/, a.example:443",
    "https://a.example:443/, a.example",
    "http://[::1]:8080/, [::1]:8080",
    "http://user:pw@a.example/, a.example"
  })
  void hostHasThePortOnlyWhereItIsNotTheSchemesOwn(URI url, String host) {
    assertThat(RequestBytes.host(url)).isEqualTo(host);
  }

  @Test
  void refusesWhatWouldMakeAnotherRequestOfIt() {
    var request = RequestBytes.get(CART);
    assertThatThrownBy(() -> request.with("X-A", "1\r\nX-B: 2"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> request.with("X A", "1")).hasMessageContaining("field name");
    assertThatThrownBy(() -> request.method("GET /")).hasMessageContaining("method");
  }

  private static String text(RequestBytes request) {
    return new String(request.toByteArray(), StandardCharsets.UTF_8);
  }
}
