package dev.fivetwenty.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.config.text.HostPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlTextTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "http://shop.example            | http://shop.example/",
    "http://shop.example?a=1        | http://shop.example/?a=1",
    "HTTPS://Shop.Example:8443/x    | HTTPS://Shop.Example:8443/x",
    "http://shop.example/a b{c}     | http://shop.example/a%20b%7Bc%7D",
    "http://shop.example/100%       | http://shop.example/100%25",
    "http://shop.example/%41%zz     | http://shop.example/%41%25zz",
    "http://shop.example/ä          | http://shop.example/%C3%A4",
    "http://bücher.example/         | http://xn--bcher-kva.example/",
    "http://[2001:db8::1]:81/       | http://[2001:db8::1]:81/",
    "http://user:p%40ss@a.example/  | http://user:p%40ss@a.example/"
  })
  void isEscapedAsBrowsersDo(String line, String url) {
    assertThat(UrlText.url(line)).hasToString(url);
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113.7, -1",
    "203.0.113.7:8080, 203.0.113.7, 8080",
    "origin.example:81, origin.example, 81",
    "::1, ::1, -1",
    "[::1]:81, ::1, 81",
    "my_service, my_service, -1"
  })
  void originsAreHostsWithOrWithoutAPort(String typed, String host, int port) {
    assertThat(UrlText.origin(typed)).isEqualTo(new HostPort(host, port));
  }

  @Test
  void showsNoUserNameOrPassword() {
    var url = UrlText.url("http://user:secret@shop.example:8080/?q=a@b");
    assertThat(UrlText.withoutUser(url)).hasToString("http://shop.example:8080/?q=a@b");
    assertThatThrownBy(() -> UrlText.url("user:secret@shop.example")).hasMessageNotContaining("secret");
    assertThatThrownBy(() -> UrlText.url("http://user:secret@shop.example:0/"))
        .hasMessageNotContaining("secret");
  }
}
