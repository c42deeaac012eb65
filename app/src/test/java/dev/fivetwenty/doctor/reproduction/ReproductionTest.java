package dev.fivetwenty.doctor.reproduction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Expiry;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Sent;
import dev.fivetwenty.cause.Timeline;
import dev.fivetwenty.cause.Timer;
import dev.fivetwenty.cause.Use;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.origin.trust.Trust;
import dev.fivetwenty.wire.Ending;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReproductionTest {

  private static final String START = "curl -sv -o /dev/null --http1.1 ";

  @Test
  void leavesOutWhatCurlDoesByItself() {
    assertThat(curl("http://shop.example/cart?a=1&b=2", null, 80, r -> r))
        .isEqualTo(START + "-A fivetwenty/0.1.0 'http://shop.example/cart?a=1&b=2'");
  }

  @Test
  void namesTheSchemeOfTheLab() {
    var target = target("http://127.0.0.1:8580/x", null, 8580);
    var request = RequestBytes.get(target.url());
    assertThat(Reproduction.of(target, request, TlsOptions.DEFAULT, Cause.RESP_EMPTY_FIN).lab())
        .isEqualTo("fivetwenty lab resp-empty-fin");
  }

  @Test
  void asksAsOftenAsItTakes() {
    var target = target("http://127.0.0.1:8580/x", null, 8580);
    var request = RequestBytes.get(target.url()).with("Cookie", "fivetwenty=" + "x".repeat(5109));
    assertThat(Reproduction.of(target, request, TlsOptions.DEFAULT, Cause.CONN_STALE_REUSE).curl())
        .isEqualTo(START + "-A fivetwenty/0.1.0 "
            + "-H \"Cookie: fivetwenty=$(head -c 5109 /dev/zero | tr '\\0' x)\" http://127.0.0.1:8580/x "
            + "-o /dev/null http://127.0.0.1:8580/x");
    assertThat(Reproduction.of(target, request, TlsOptions.DEFAULT, Cause.FAILS_UNDER_CONCURRENCY).curl())
        .startsWith("for i in $(seq 20); do curl -s -w '%{http_code} %{errormsg}\\n' -o /dev/null ")
        .endsWith(" & done; wait");
  }

  @Test
  void waitsNoLongerThanWasWaited() {
    String line = curl("http://shop.example/", null, 80, r -> r);
    assertThat(Reproduction.patient(line, ended(Timer.RESPONSE_HEAD), closedAfter(100_001)))
        .isEqualTo(line.replace("-sv ", "-sv --max-time 101 "));
    assertThat(Reproduction.patient(line, ended(Timer.TLS), closedAfter(0)))
        .contains(" --max-time 1 ");
    assertThat(Reproduction.patient(line, ended(Timer.ENOUGH), closedAfter(2))).isEqualTo(line);
  }

  @Test
  void forcesTheOriginsAddress() {
    assertThat(curl("https://shop.example/", "203.0.113.7", 443, r -> r))
        .isEqualTo(
            START + "--resolve shop.example:443:203.0.113.7 -k -A fivetwenty/0.1.0 "
                + "https://shop.example/");
    assertThat(curl("http://shop.example/", "2001:db8::7", 80, r -> r))
        .contains("--resolve 'shop.example:80:[2001:db8::7]' ");
  }

  @Test
  void forcesANameOrAnotherPort() {
    assertThat(curl("http://shop.example/", "origin.example", 80, r -> r))
        .contains("--connect-to shop.example:80:origin.example:80 ");
    assertThat(curl("http://shop.example/", "203.0.113.7", 8080, r -> r))
        .contains("--connect-to shop.example:80:203.0.113.7:8080 ");
  }

  @Test
  void sendsJustTheFieldsThatWereSent() {
    String line =
        curl(
            "http://shop.example/", null, 80,
            r -> r.with("Host", "other.example").without("User-Agent").without("Accept")
                .adding("Cookie", "a='1'; b=$HOME").adding("X-Empty", ""));
    assertThat(line)
        .isEqualTo(
            START + "-H 'Host: other.example' -H 'Cookie: a='\\''1'\\''; b=$HOME' -H 'X-Empty;' "
                + "-H User-Agent: -H Accept: http://shop.example/");
  }

  @Test
  void sendsMethodVersionAndContent() {
    assertThat(curl("http://shop.example/", null, 80, r -> r.method("HEAD"))).contains(" -I ");
    assertThat(curl("http://shop.example/", null, 80, r -> r.version("HTTP/1.0")))
        .contains("--http1.0");
    assertThat(curl("http://shop.example/", null, 80, r -> r.method("PUT").content(bytes("a\tb"))))
        .contains(" -X PUT ").contains(" -H Content-Type: --data-raw $'a\\011b' ");
    assertThat(curl("http://shop.example/", null, 80, r -> r.method("POST").content(bytes("@x"))))
        .doesNotContain("-X");
  }

  @Test
  void takesContentThatNoCommandLineCanHoldFromAFile() {
    for (byte[] content : List.of(new byte[1], bytes("x".repeat(4097)))) {
      assertThat(curl("http://shop.example/", null, 80, r -> r.method("POST").content(content)))
          .contains(" --data-binary @request-content ").hasSizeLessThan(200);
    }
  }

  @Test
  void asksForTheSameTls() {
    var tls =
        new TlsOptions(
            Trust.STRICT, Optional.of("other.example"), List.of("http/1.1"), List.of("TLSv1.2"),
            Optional.empty(), Optional.empty(), Optional.empty());
    var target = target("https://shop.example/", "203.0.113.7", 443);
    assertThat(Reproduction.curl(target, RequestBytes.get(target.url()), tls))
        .isEqualTo(
            START + "--resolve other.example:443:203.0.113.7 --tlsv1.2 --tls-max 1.2 "
                + "-H 'Host: shop.example' -A fivetwenty/0.1.0 https://other.example/");
  }

  @Test
  void keepsThePathAsItIs() {
    assertThat(curl("http://shop.example/a/../b?x=%5B1%5D", null, 80, r -> r))
        .contains("--path-as-is ");
  }

  private static Observation ended(Timer timer) {
    var expiry = new Expiry(timer, Duration.ofSeconds(1));
    return new Observation(
        Optional.empty(), Optional.empty(), Optional.empty(), Use.NEW, Sent.NOTHING,
        Optional.empty(), Ending.SILENCE, 0, -1, false, true, Optional.of(expiry),
        Optional.empty(), Optional.empty(), List.of());
  }

  private static Timeline closedAfter(long millis) {
    Duration never = Timeline.NEVER;
    return new Timeline(
        Instant.EPOCH, never, never, never, never, never, never, never, Duration.ofMillis(millis));
  }

  private interface Change {
    RequestBytes apply(RequestBytes request);
  }

  private static String curl(String url, String address, int port, Change change) {
    Target target = target(url, address, port);
    RequestBytes request = change.apply(RequestBytes.get(target.url()));
    return Reproduction.curl(target, request, TlsOptions.DEFAULT);
  }

  private static Target target(String url, String address, int port) {
    return new Target(URI.create(url), Optional.ofNullable(address), port);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
