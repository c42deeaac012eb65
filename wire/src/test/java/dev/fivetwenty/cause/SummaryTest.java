package dev.fivetwenty.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
    "dns=NXDOMAIN | the resolver says that the name does not exist: NXDOMAIN for shop.example from 192.0.2.53, 2 tries, 31 ms",
    "dns=none | the resolver did not answer in time: no answer for shop.example from 192.0.2.53, 2 tries, 31 ms",
    "dns=NOERROR addresses=10.0.0.1 prohibited=10.0.0.1 | the name resolves to an address that an edge must not connect to: NOERROR for shop.example from 192.0.2.53, addresses 10.0.0.1, 2 tries, 31 ms",
    "connect=111 | the origin refused the TCP connection: 192.0.2.7:80 after 12 ms, errno 111",
    "connect=timeout | no answer to the TCP handshake: 192.0.2.7:80 after 12 ms, ended by our timer",
    "connect=up tls=ALERT:NONE:40 | the origin ended the TLS handshake with an alert: alert 40 (handshake_failure) (SNI shop.example, last message ServerHello, 20 ms)",
    "connect=up tls=CLOSED | the origin closed the connection during the TLS handshake (SNI shop.example, last message ServerHello, 20 ms)",
    "connect=up tls=ALPN | no application protocol in common (ALPN): offered http/1.1 (SNI shop.example, last message ServerHello, 20 ms)",
    "asked tls=NONE alert=116 ending=fin | the origin answered the request with a TLS alert, often because it wants a client certificate: alert 116 (certificate_required), after 0 bytes of reply",
    "asked ending=fin | the origin took the request and closed the connection without a single byte (request 182 bytes, acknowledged, then FIN)",
    "sent=182/182 ending=fin-rst | the origin took the request and reset the connection without a single byte (request 182 bytes, acknowledgement not observed, then FIN and RST)",
    "sent=90/182 acked=no any=yes ending=rst | the origin reset the connection while the request was being sent (90 of 182 bytes of the request written, acknowledged in part, then RST)",
    "sent=182/182 acked=no any=no ending=fin | the origin closed the new connection before it took any of the request (request 182 bytes, not acknowledged, then FIN)",
    "asked used=3 ending=fin | the origin closed the kept connection instead of answering the request on it (request 182 bytes, acknowledged, then FIN; connection used 3 times before, idle 5 s)",
    "reply=\"{SL}Server: x\\r\\nCo\" ending=fin | the origin closed the connection within the header section (request not known; reply 30 bytes, then FIN; last whole field Server)",
    "asked reply=\"{SL}bogus\\r\\n\" | a line in the header section has no colon: 0x0D at byte 22 (RFC 9112 §5)",
    "asked reply=\"SSH-2.0-x\\r\\n\" | another service answers on this port: 'S' at byte 0 (RFC 9112 §2.1); the bytes look like SSH, greeting \"SSH-2.0-x\"",
    "asked reply=\"{SL}X: {a*9000}\\r\\n\" | the response header section is over the limit: classic allows 8192 bytes, at least 9005 came, the first too many at byte 8209; biggest: x 9005 bytes",
    "asked reply=\"{SL}X: {a*9000}\\r\\n\\r\\n\" | the response header section is over the limit: classic allows 8192 bytes, 9005 came, the first too many at byte 8209; biggest: x 9005 bytes",
    "asked reply=\"{SL}X: {a*8190}\\r\\n\\r\\n\" | the response header section is over the limit: classic allows 8192 bytes, 8195 came, the first too many at byte 8209; biggest: x 8195 bytes",
    "asked reply=\"\\x15\\x03\\x01\\x00\\x02\\x02F\" ending=fin | the origin speaks TLS on a port that was asked in plain text: 0x15 at byte 0 (RFC 9112 §2.1); the bytes look like TLS, TLS record alert (21), version 3.1, 2 bytes: fatal alert 70 (protocol_version)",
    "asked reply=\"HTTP/1.1 100 Continue\\r\\n\\r\\n\" ending=rst | an interim response came, then the origin reset the connection without a final one (request 182 bytes, acknowledged; reply 25 bytes, then RST)",
    "asked reply=\"HTTP/1.1 100 Continue\\r\\n\\r\\n\" ending=fin | an interim response came, then the origin closed the connection without a final one (request 182 bytes, acknowledged; reply 25 bytes, then FIN)",
    "asked reply=\"\\r\\n\" ending=silence timer=response-head | the origin sent nothing but empty lines, and no answer in time: response-head timer of 100 s, request 182 bytes, acknowledged, reply 2 bytes",
    "asked reply=\"{SL}{CL5}\\r\\nhel\" ending=fin | the origin closed the connection before the announced length: declared 5 bytes, received 3 bytes, then FIN",
    "asked reply=\"{SL}{TE}\\r\\n5\\r\\nh\" ending=rst | the connection ended before the last chunk: framing chunked, received 1 byte, then RST",
    "asked ending=silence timer=response-head | the origin acknowledged the request and did not answer in time: response-head timer of 100 s, request 182 bytes, acknowledged, no reply byte",
    "asked ending=silence timer=response-head pace=0/99500 | the origin acknowledged the request and did not answer in time: response-head timer of 100 s, request 182 bytes, acknowledged, no reply byte",
    "asked reply=\"{SL}\" ending=silence timer=response-head pace=0/99500 | the origin stopped sending within the header section: response-head timer of 100 s, request 182 bytes, acknowledged, reply 17 bytes, the last one 99.5 s before",
    "reply=\"{SL}\" ending=silence | the origin stopped sending within the header section: reply 17 bytes, then silence, taken to outlast the response-head timer of 100 s",
    "reply=\"{SL}{CL5}\\r\\nhel\" ending=silence | the origin stopped sending within the content: reply 41 bytes, then silence, taken to outlast the between-bytes timer of 100 s",
    "thrown=\"java.lang.Error: x\" | a defect of this program; the origin is not to blame (java.lang.Error: x)",
    "connect=-1 | nothing that was observed proves a cause: reply 0 bytes, then nothing more was read",
    "loop | the request has been here before: CDN-Loop carries fivetwenty",
  })
  void saysWhatWasMeasured(String facts, String expected) {
    Verdict verdict = DiagnosisTest.verdict(Row.parse(facts + " | ok")).orElseThrow();
    assertThat(Summary.of(verdict)).isEqualTo(expected.strip());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms", "400000, 0.4 ms", "9000000, 9 ms", "10000000, 10 ms", "999000000, 999 ms",
    "1000000000, 1 s", "1500000000, 1.5 s", "100000000000, 100 s",
  })
  void durationsAreWordedByTheirSize(long nanos, String said) {
    assertThat(Wording.of(Duration.ofNanos(nanos))).isEqualTo(said);
  }

  @Test
  void handshakesAreWordedByWhatBrokeThem() {
    var expired = Instant.parse("2026-10-01T00:00:00Z");
    var leaf =
        new Certificate(
            "CN=a", "CN=ca", List.of("a.example", "b.example"), Instant.EPOCH, expired, "beef",
            List.of());
    assertThat(said(Cause.TLS_CERT_EXPIRED, Handshake.Failure.CERTIFICATE, leaf))
        .isEqualTo(": valid until 2026-10-01T00:00:00Z (no SNI, 1 ms)");
    assertThat(said(Cause.TLS_CERT_NOT_YET, Handshake.Failure.CERTIFICATE, leaf))
        .startsWith(": valid from 1970-01-01T00:00:00Z (");
    assertThat(said(Cause.TLS_CERT_NAME, Handshake.Failure.CERTIFICATE, leaf))
        .startsWith(": it names a.example, b.example (");
    assertThat(said(Cause.TLS_CERT_PIN, Handshake.Failure.CERTIFICATE, leaf))
        .startsWith(": it is beef (");
    assertThat(said(Cause.TLS_CERT_UNTRUSTED, Handshake.Failure.CERTIFICATE, leaf))
        .startsWith(": issued by CN=ca (");
    assertThat(said(Cause.TLS_PLAINTEXT_PEER, Handshake.Failure.PLAINTEXT_PEER, leaf))
        .startsWith(": \"HTTP/1.1 400\\x0d\" (");
    assertThat(said(Cause.TLS_ALPN_MISMATCH, Handshake.Failure.ALPN, leaf))
        .startsWith(": offered http/1.1, the origin chose h2 (");
    assertThat(said(Cause.TLS_ALERT, Handshake.Failure.ALERT, leaf))
        .startsWith(": alert 42 (bad_certificate), it asked for a client certificate (");
  }

  private static String said(Cause cause, Handshake.Failure failure, Certificate leaf) {
    var handshake =
        new Handshake(
            failure, Handshake.Problem.NONE, 42, "", "", List.of("http/1.1"), "h2", "", "",
            Optional.of(leaf), "HTTP/1.1 400\r".getBytes(StandardCharsets.US_ASCII), "", true, "test",
            Duration.ofMillis(1));
    return HandshakeWording.of(cause, handshake);
  }

  @Test
  void aPeersTextIsShownAsPrintableAsciiOnly() {
    String long200 = "a".repeat(200);
    assertThat(Wording.excerpt("a\r\n\u00e9")).isEqualTo("a\\x0d\\x0a\\xe9");
    assertThat(Wording.excerpt(long200)).hasSize(64);
    assertThat(Wording.excerpt("\u0001".repeat(200))).hasSizeLessThanOrEqualTo(64);
  }

  @Test
  void strangersReadNoMeasurement() {
    for (Cause cause : Cause.values()) {
      assertThat(PublicText.of(cause).text())
          .isEqualTo(cause.summary().replace("`", ""))
          .matches("[ -~]+")
          .doesNotContain("`");
    }
  }

  @Test
  void theCatalogueReadsAlike() {
    assertThat(Arrays.stream(Cause.values()).map(Cause::summary)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(Cause.values()).map(Cause::slug)).doesNotHaveDuplicates();
    for (Cause cause : Cause.values()) {
      assertThat(cause.summary()).doesNotEndWith(".").hasSizeLessThan(100);
      assertThat(Cause.bySlug(cause.slug())).contains(cause);
    }
  }
}
