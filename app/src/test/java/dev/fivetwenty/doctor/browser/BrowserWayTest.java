package dev.fivetwenty.doctor.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.origin.Target;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserWayTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://a.example/x | 203.0.113.7 | 8443 | MAP a.example:443 203.0.113.7:8443,MAP a.example 203.0.113.7,MAP * ~NOTFOUND",
        "http://a.example:81/ | 2001:db8::7 | 81 | MAP a.example:81 [2001:db8::7]:81,MAP a.example [2001:db8::7],MAP * ~NOTFOUND",
        "https://a.example/ | | 443 | MAP * ~NOTFOUND,EXCLUDE a.example",
        "http://127.0.0.1:8580/ | | 8580 | MAP * ~NOTFOUND,EXCLUDE 127.0.0.1"
      })
  void namesStayAndNoOtherHostIsFound(String url, String address, int port, String rules) {
    var target = new Target(URI.create(url), Optional.ofNullable(address), port);
    assertThat(BrowserWay.to(target, false, false)).containsExactly("--host-resolver-rules=" + rules);
    assertThat(BrowserWay.to(target, true, true)).contains("--disable-http2", "--ignore-certificate-errors");
  }
}
