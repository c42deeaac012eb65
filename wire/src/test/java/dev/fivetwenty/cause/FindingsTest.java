package dev.fivetwenty.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.wire.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What one observation shows to be fragile. Facts as in `corpus/cause/diagnosis.txt`.
class FindingsTest {

  @Test
  void aPlainReplyShowsNothing() {
    assertThat(findings("asked reply=\"{SL}{CL5}\\r\\nhello\"")).isEmpty();
  }

  /// The section is the padding, 5 bytes around it, and the 19 bytes of the other field line.
  @ParameterizedTest
  @CsvSource({
    "4072, ''", "4073, INFO", "6529, INFO", "6530, WARNING", "8168, WARNING",
  })
  void aHeadOverHalfOfALimitIsPointedOut(int padding, String severity) {
    var found =
        findings("asked reply=\"{SL}X: {a*" + padding + "}\\r\\nContent-Length: 0\\r\\n\\r\\n\"");
    if (severity.isEmpty()) {
      assertThat(found).isEmpty();
      return;
    }
    assertThat(found).singleElement().satisfies(finding -> {
      assertThat(finding.cause()).isEqualTo(Cause.HEADERS_NEAR_LIMIT);
      assertThat(finding.severity()).hasToString(severity);
      assertThat(finding.offset()).isEqualTo(OptionalLong.of(0));
      assertThat(finding.summary()).contains("classic and strict").contains("biggest: x ");
    });
  }

  @Test
  void aHeadOverClassicIsPointedOutUnderCurrent() {
    var found =
        findings("asked profile=current reply=\"{SL}X: {a*8200}\\r\\nContent-Length: 0\\r\\n\\r\\n\"");
    assertThat(found).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
      assertThat(finding.summary())
          .isEqualTo(
              "the header section: 8224 of 8192 bytes (100 %) allowed by classic and strict,"
                  + " 32 bytes over; biggest: x 8205 bytes, content-length 19 bytes");
      assertThat(finding.evidence())
          .isEqualTo(
              new Evidence.Measured(
                  "header section", 8224, 8192, "bytes",
                  ((Evidence.Measured) finding.evidence()).largest()));
    });
  }

  @Test
  void aHeadThatFillsItsLimitHasNothingLeft() {
    var found = findings("asked reply=\"{SL}X: {a*8168}\\r\\nContent-Length: 0\\r\\n\\r\\n\"");
    assertThat(found.getFirst().summary()).contains("8192 of 8192 bytes (100 %)", ", 0 left;");
  }

  @Test
  void manyFieldsAreNearTheLimitOfCurrentOnly() {
    var found = findings("asked reply=\"{SL}{X: y\\r\\n*210}Content-Length: 0\\r\\n\\r\\n\"");
    assertThat(found).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
      assertThat(finding.summary()).startsWith("the field lines: 211 of 256 lines (82 %) allowed by current");
    });
  }

  @ParameterizedTest
  @CsvSource({
    "timeout=5, WARNING, 90", "'max=100, timeout=89', WARNING, 90", "TIMEOUT = \"60\", WARNING, 90",
    "timeout=90, INFO, 900", "timeout=899, INFO, 900", "timeout=900, '', 0", "max=5, '', 0",
    "idletimeout=5, '', 0", "timeout=9999999999, '', 0",
  })
  void aShortKeepAliveIsPointedOut(String value, String severity, int pool) {
    var found =
        findings(
            "asked reply=\"{SL}Keep-Alive: " + value.replace("\"", "\\\"") + "\\r\\n{CL5}\\r\\nhello\"");
    if (severity.isEmpty()) {
      assertThat(found).isEmpty();
      return;
    }
    assertThat(found).singleElement().satisfies(finding -> {
      assertThat(finding.cause()).isEqualTo(Cause.KEEPALIVE_SHORT);
      assertThat(finding.severity()).hasToString(severity);
      assertThat(((Evidence.Measured) finding.evidence()).limit()).isEqualTo(pool);
    });
  }

  @Test
  void keepAliveOfAConnectionThatClosesMeansNothing() {
    assertThat(
            findings(
                "asked reply=\"{SL}Connection: close\\r\\nKeep-Alive: timeout=5\\r\\n{CL5}\\r\\nhello\""))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"500, true", "503, true", "599, true", "499, false", "600, false", "200, false"})
  void aSoundServerErrorIsAFinding(int status, boolean pointedOut) {
    var found = findings("asked reply=\"HTTP/1.1 " + status + " X\\r\\n{CL5}\\r\\nhello\"");
    assertThat(causes(found)).isEqualTo(pointedOut ? List.of(Cause.ORIGIN_5XX) : List.of());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      200 | Cache-Status: fivetwenty; fwd=stale; detail=always-online | true
      301 | Cache-Status: fivetwenty; hit; ttl=-30; detail=always-online | true
      200 | Cache-Status: inner; fwd=miss, outer; fwd=stale; fwd-status=503 | true
      200 | Cache-Status: outer; fwd=stale; fwd-status=200 | false
      200 | Cache-Status: outer; hit; ttl=-30 | false
      200 | Proxy-Status: edge; error=connection_timeout | true
      200 | Proxy-Status: edge; received-status=200 | false
      403 | Proxy-Status: edge; error=http_request_denied | false
      520 | Cache-Status: fivetwenty; detail=always-online | false
      200 | Warning: 110 cache "Response is Stale", 111 cache "Revalidation Failed" | true
      200 | Warning: 110 cache "Response is Stale" | false
      200 | X-Cache: TCP_REFRESH_FAIL_HIT from a23-1 (AkamaiGHost) | true
      200 | X-Cache: HIT | false
      200 | CF-Cache-Status: STALE | true
      200 | CF-Cache-Status: UPDATING | false
      200 | X-Cache-Status: STALE | true
      200 | X-Cache-Status: EXPIRED | false
      """)
  void aCopyInPlaceOfAFailureIsAFinding(int status, String line, boolean pointedOut) {
    var found =
        findings(
            "asked reply=\"HTTP/1.1 " + status + " X\\r\\n" + line.replace("\"", "\\\"") + "\\r\\n{CL5}\\r\\nhello\"");
    assertThat(causes(found).contains(Cause.KEPT_COPY)).isEqualTo(pointedOut);
  }

  @Test
  void aBrokenServerErrorIsAFaultOnly() {
    Judgement judgement = judge("asked ending=fin reply=\"HTTP/1.1 500 X\\r\\n{CL5}\\r\\nhel\"");
    assertThat(judgement.verdict()).isPresent();
    assertThat(judgement.findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sent=90/182 acked=yes any=yes, true", "sent=182/182 acked=yes any=yes werrno=104, true",
    "asked, false",
  })
  void anAnswerBeforeTheWholeRequestIsAFinding(String sent, boolean pointedOut) {
    var found = findings(sent + " reply=\"HTTP/1.1 413 X\\r\\n{CL5}\\r\\nhello\"");
    assertThat(causes(found)).isEqualTo(pointedOut ? List.of(Cause.CONN_EARLY_RESPONSE) : List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "no-close-notify ending=fin, X: y\\r\\n, true",
    "no-close-notify ending=fin-rst, X: y\\r\\n, true",
    "ending=fin, X: y\\r\\n, false",
    "no-close-notify ending=fin, Content-Length: 5\\r\\n, false",
    "no-close-notify ending=open, X: y\\r\\n, false",
  })
  void contentThatEndsWithTlsNeedsItsCloseNotify(String end, String field, boolean pointedOut) {
    var found = findings("asked tls=NONE " + end + " reply=\"{SL}" + field + "\\r\\nhello\"");
    assertThat(causes(found)).isEqualTo(pointedOut ? List.of(Cause.TLS_TRUNCATED) : List.of());
  }

  @Test
  void withoutTlsThereIsNoCloseNotifyToMiss() {
    assertThat(findings("asked no-close-notify ending=fin reply=\"{SL}X: y\\r\\n\\r\\nhello\""))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "EXPIRED, it has expired", "NOT_YET, it is not valid yet", "NAME, it is for another name",
    "UNTRUSTED, it does not lead to a trusted root", "SELF_SIGNED, it is self-signed",
    "REVOKED, it has been revoked", "PIN, it is not the pinned one",
  })
  void whatAStrictEdgeWouldRefuseIsAFinding(String problem, String said) {
    var found = findings("asked tls=NONE:" + problem + " reply=\"{SL}{CL5}\\r\\nhello\"");
    assertThat(found).singleElement().satisfies(finding -> {
      assertThat(finding.cause()).isEqualTo(Cause.CERT_NOT_VERIFIED);
      assertThat(finding.summary()).endsWith(said);
    });
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 0 days", "PT1M, 0 days", "P1D, 1 day", "P20DT23H, 20 days"})
  void aCertificateNearItsEndIsPointedOut(Duration left, String said) {
    var found = withCertificate(Optional.of(Row.BEGUN), Row.BEGUN.plus(left));
    assertThat(found).singleElement().satisfies(finding -> {
      assertThat(finding.cause()).isEqualTo(Cause.CERT_EXPIRES_SOON);
      assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
      assertThat(finding.summary()).contains("expires in " + said + ",");
    });
  }

  @Test
  void aCertificateWithTimeLeftIsNot() {
    assertThat(withCertificate(Optional.of(Row.BEGUN), Row.BEGUN.plus(Duration.ofDays(21)))).isEmpty();
    assertThat(withCertificate(Optional.of(Row.BEGUN), Row.BEGUN.minusSeconds(1))).isEmpty();
    assertThat(withCertificate(Optional.empty(), Row.BEGUN)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"TLSv1, true", "TLSv1.1, true", "SSLv3, true", "TLSv1.2, false", "TLSv1.3, false"})
  void anOldVersionIsPointedOut(String version, boolean old) {
    var found = findings(handshake(version, Optional.empty()), Optional.empty());
    assertThat(causes(found)).isEqualTo(old ? List.of(Cause.TLS_OLD_VERSION) : List.of());
  }

  @Test
  void aHandshakeThatFailedIsAFaultOnly() {
    assertThat(findings("connect=up tls=CERTIFICATE:EXPIRED")).isEmpty();
  }

  private static List<Finding> withCertificate(Optional<Instant> at, Instant notAfter) {
    var certificate =
        new Certificate(
            "CN=shop.example", "CN=authority", List.of("shop.example"), Instant.EPOCH, notAfter,
            "00", List.of());
    return findings(handshake("TLSv1.3", Optional.of(certificate)), at);
  }

  private static Handshake handshake(String version, Optional<Certificate> certificate) {
    return new Handshake(
        Handshake.Failure.NONE, Handshake.Problem.NONE, -1, "", "shop.example", List.of(), "",
        version, "", certificate, new byte[0], "", false, "test", Duration.ZERO);
  }

  private static List<Finding> findings(Handshake handshake, Optional<Instant> at) {
    Observation bare = Row.parse("connect=up | ok").observation();
    var observation =
        new Observation(
            Optional.empty(), bare.connect(), Optional.of(handshake), Use.NEW, Sent.NOTHING,
            Optional.empty(), bare.ending(), 0, -1, false, true, Optional.empty(),
            Optional.empty(), Optional.empty(), List.of());
    var seen = at.map(begun -> observation.timed(begun, Optional.empty())).orElse(observation);
    return new Judge(Profile.CLASSIC).judge(seen).findings();
  }

  private static List<Finding> findings(String facts) {
    return judge(facts).findings();
  }

  private static Judgement judge(String facts) {
    Row row = Row.parse(facts + " | ok");
    return new Judge(row.profile()).judge(row.observation());
  }

  /// A 408 that nobody asked for, sent as soon as the connection was up or while it rested.
  @Test
  void aReplyBeforeTheRequestAnswersNothing() {
    var found = findings("sent=0/182 reply=\"HTTP/1.1 408 x\\r\\nContent-Length: 0\\r\\n\\r\\n\" ending=fin");
    assertThat(found).singleElement().satisfies(finding -> {
      assertThat(finding.cause()).isEqualTo(Cause.IDLE_UNSOLICITED_BYTES);
      assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
      assertThat(finding.summary()).startsWith("the reply came before any of the request was sent");
    });
  }

  private static List<Cause> causes(List<Finding> findings) {
    return findings.stream().map(Finding::cause).toList();
  }
}
