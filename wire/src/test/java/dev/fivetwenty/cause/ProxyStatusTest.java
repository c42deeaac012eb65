package dev.fivetwenty.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.wire.Field;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyStatusTest {

  /// A member of a structured field list: a token with parameters (RFC 9651 §4.1).
  private static final String MEMBER =
      "fivetwenty(; [a-z][a-z0-9-]*=([A-Za-z*][!#$%&'*+.^_`|~0-9A-Za-z:/-]*|-?[0-9]{1,15}"
          + "|\"([ !#-\\[\\]-~]|\\\\[\"\\\\])*\"))+";

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
    "asked ending=fin | error=http_response_incomplete; details=\"the origin took the request and closed the connection without a single byte\"",
    "dns=NXDOMAIN | error=dns_error; rcode=\"NXDOMAIN\"; details=\"the resolver says that the name does not exist\"",
    "dns=none | error=dns_timeout; details=\"the resolver did not answer in time\"",
    "connect=111 | error=connection_refused; details=\"the origin refused the TCP connection\"",
    "connect=up tls=ALERT:NONE:40 | error=tls_alert_received; alert-id=40; alert-message=handshake_failure; details=\"the origin ended the TLS handshake with an alert\"",
    "connect=up tls=ALERT:NONE:0 | error=tls_alert_received; alert-id=0; alert-message=close_notify; details=\"the origin ended the TLS handshake with an alert\"",
    "asked tls=NONE alert=116 ending=fin | error=tls_alert_received; alert-id=116; alert-message=certificate_required; details=\"the origin answered the request with a TLS alert, often because it wants a client certificate\"",
    "asked reply=\"{SL}X: {a*9000}\\r\\n\" | error=http_response_header_section_size; header-section-size=9005; details=\"the response header section is over the limit\"",
    "asked reply=\"ICY 200 OK\\r\\n\" | error=http_protocol_error; details=\"the origin is an audio stream server that answers ICY\"",
    "asked reply=\"{SL}{TE}\\r\\n0\\r\\nX: {a*9000}\\r\\n\" | error=http_response_trailer_section_size; trailer-section-size=8193; details=\"the trailer section is over the limit\"",
  })
  void carriesTheRegisteredParameters(String facts, String expected) {
    Verdict verdict = DiagnosisTest.verdict(Row.parse(facts + " | ok")).orElseThrow();
    assertThat(ProxyStatus.of(verdict)).isEqualTo("fivetwenty; " + expected.strip());
  }

  @Test
  void carriesTheExtendedDnsErrorAsANumber() {
    assertThat(ProxyStatus.of(name("SERVFAIL", "22 No Reachable Authority")))
        .contains("; rcode=\"SERVFAIL\"; info-code=22; details=");
    assertThat(ProxyStatus.of(name("SERVFAIL", "broken"))).doesNotContain("info-code");
  }

  @Test
  void carriesTheNameOfAFieldThatIsTooLarge() {
    var over =
        new Evidence.OverLimit(
            "field line", 65_536, 65_537, 9,
            List.of(new Field("Set-Cookie", "", 17, 65_000), new Field("A", "", 3, 2)));
    assertThat(ProxyStatus.of(verdict(Cause.LIMIT_HEADER_FIELD, over)))
        .contains("; error=http_response_header_size; header-name=\"set-cookie\"; header-size=65537;");
    var unnamed = new Evidence.OverLimit("field line", 65_536, 65_537, 9, List.of());
    assertThat(ProxyStatus.of(verdict(Cause.LIMIT_HEADER_FIELD, unnamed)))
        .contains("_size; header-size=65537;");
    assertThat(ProxyStatus.of(verdict(Cause.LIMIT_HEADER_COUNT, unnamed)))
        .doesNotContain("size=65537");
  }

  @Test
  void staysAStructuredFieldWhateverAPeerSends() {
    String odd = ProxyStatus.of(name("NX\"\\\u00e9\r\n\u0000\u007f,;", ""));
    assertThat(odd).contains("rcode=\"NX\\\"\\\\?????,;\"").matches(MEMBER);
  }

  @Test
  void tellsStrangersNothingThatWasMeasured() {
    assertThat(ProxyStatus.withoutDetails(Cause.DNS_NXDOMAIN)).isEqualTo("fivetwenty; error=dns_error");
    assertThat(ProxyStatus.of(Cause.TCP_REFUSED))
        .isEqualTo(
            "fivetwenty; error=connection_refused; details=\"the origin refused the TCP connection\"");
    assertThat(ProxyStatus.of(ProxyError.HTTP_REQUEST_DENIED))
        .isEqualTo("fivetwenty; error=http_request_denied");
  }

  @Test
  void isAStructuredFieldForEveryFault() {
    for (Cause cause : Cause.values()) {
      if (!cause.isFault()) continue;
      assertThat(ProxyStatus.of(cause)).matches(MEMBER);
      assertThat(ProxyStatus.withoutDetails(cause)).matches(MEMBER);
      assertThat(ProxyStatus.of(verdict(cause, new Evidence.Seen("")))).matches(MEMBER);
    }
    for (Row row : Row.all()) {
      DiagnosisTest.verdict(row).ifPresent(v -> assertThat(ProxyStatus.of(v)).matches(MEMBER));
    }
  }

  private static Verdict name(String rcode, String extended) {
    var answer =
        new Resolution("shop.example", List.of(), rcode, extended, "", 1, Duration.ofMillis(5));
    return verdict(Cause.DNS_SERVFAIL, new Evidence.Name(answer));
  }

  private static Verdict verdict(Cause cause, Evidence evidence) {
    return new Verdict(
        cause, cause.stage(), Signal.ANSWER, cause.party(), evidence, OptionalLong.empty(), false,
        List.of(), "classic");
  }
}
