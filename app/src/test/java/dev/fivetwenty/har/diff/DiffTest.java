package dev.fivetwenty.har.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.har.Hars;
import dev.fivetwenty.har.diff.Difference.Kind;
import dev.fivetwenty.har.diff.Verdict.Who;
import dev.fivetwenty.har.sanitise.Keep;
import dev.fivetwenty.har.sanitise.Sanitiser;
import dev.fivetwenty.sanitise.Tokens;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiffTest {

  private static String entry(String url, int status, String... fields) {
    String headers =
        Arrays.stream(fields).map(f -> f.split(": ", 2))
            .map(f -> "{\"name\":\"%s\",\"value\":\"%s\"}".formatted(f[0], f[1]))
            .collect(Collectors.joining(","));
    return Hars.entry(url, status, "\"headers\":[" + headers + "],");
  }

  private static String with(String entry, String member) {
    return entry.substring(0, entry.lastIndexOf('}')) + "," + member + "}";
  }

  private static String failed(String url, Cause cause, String summary) {
    return with(
        Hars.entry(url, 0, "\"headers\":[],\"_error\":\"net::ERR_X\","),
        "\"_fivetwenty\":{\"cause\":\"%s\",\"summary\":\"%s\"}".formatted(cause.slug(), summary));
  }

  private static DiffReport diff(String direct, String proxied) throws Exception {
    return diff(direct, proxied, new HostMap());
  }

  private static DiffReport diff(String direct, String proxied, HostMap hosts) throws Exception {
    return Diff.between(Diff.read(Hars.in(direct)), Diff.read(Hars.in(proxied)), hosts);
  }

  /// Each hop has its TLS: it is shown, and makes no two files differ.
  @Test
  void tlsOfBothSidesIsToldHoweverItWasCaptured() throws Exception {
    String own = with(Hars.entry("https://a/", 200, "\"headers\":[],"), """
        "_fivetwenty":{"cause":null,"tls":{"protocol":"TLSv1.2","cipher":"ECDHE-RSA-AES128-GCM-SHA256",
         "certificate":{"subject":"CN=origin","issuer":"CN=Own CA","notAfter":"2027-01-31T00:00:00Z"}}}""");
    String browser = with(Hars.entry("https://a/", 200, "\"headers\":[],"), """
        "_securityDetails":{"protocol":"TLS 1.3","subjectName":"a","issuer":"Public CA","validTo":1800000000}""");
    DiffReport report = diff(Hars.log(own), Hars.log(browser));
    assertThat(report.differs()).isFalse();
    Pair pair = report.pairs().getFirst();
    assertThat(pair.differences()).filteredOn(d -> d.kind() == Kind.TLS).extracting(Wording::of)
        .containsExactly(
            "TLS version TLSv1.2 direct, TLSv1.3 through the proxy",
            "TLS certificate CN=origin direct, a through the proxy");
    assertThat(pair.direct().orElseThrow().tls().text())
        .isEqualTo("TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256, certificate of CN=origin by CN=Own CA until 2027-01-31");
    assertThat(pair.proxied().orElseThrow().tls().text())
        .isEqualTo("TLSv1.3, certificate of a by Public CA until 2027-01-15");
  }

  @Test
  void aFileIsTheSameAsItself() throws Exception {
    for (var file : Hars.corpus()) {
      String text = new String(Hars.rewritten(Files.newInputStream(file)), StandardCharsets.UTF_8);
      DiffReport report = diff(text, text);
      assertThat(report.differs()).isFalse();
      assertThat(report.pairs()).allMatch(Pair::isWhole);
    }
  }

  // Who fails, and how.

  @Test
  void theOriginItselfFails() throws Exception {
    DiffReport report = diff(
        Hars.log(failed("http://10.0.0.1/a", Cause.RESP_EMPTY_FIN, "closed without a byte")),
        Hars.log(entry("https://shop.example/a", 520, "cf-ray: 1-FRA")));
    assertThat(report.verdict().who()).isEqualTo(Who.BOTH);
    assertThat(report.verdict().cause()).contains(Cause.RESP_EMPTY_FIN);
    assertThat(report.verdict().line())
        .isEqualTo("the origin itself fails: resp-empty-fin (closed without a byte); the proxy answers 520");
    assertThat(report.differs()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "200, 520, PROXIED_ONLY, fails through the proxy only: 520; direct 200",
    "503, 503, BOTH, the origin itself answers 503; through the proxy 503",
    "500, 200, DIRECT_ONLY, fails direct only: 500; through the proxy 200",
    "200, 404, DIFFERENT, 'neither side fails; first difference: status 200 direct, 404 through the proxy'",
    "200, 200, SAME, 1 entry is the same on both sides"
  })
  void statusesSayWho(int direct, int proxied, Who who, String line) throws Exception {
    Verdict verdict =
        diff(Hars.log(entry("http://a/", direct)), Hars.log(entry("http://a/", proxied))).verdict();
    assertThat(verdict.who()).isEqualTo(who);
    assertThat(verdict.line()).isEqualTo(line);
  }

  @Test
  void aBrowsersErrorIsAFailureToo() throws Exception {
    String broken = Hars.entry("http://a/", 200, "\"headers\":[],\"_error\":\"net::ERR_CONTENT_LENGTH_MISMATCH\",");
    Verdict verdict = diff(Hars.log(entry("http://a/", 200)), Hars.log(broken)).verdict();
    assertThat(verdict.line())
        .isEqualTo("fails through the proxy only: 200 net::ERR_CONTENT_LENGTH_MISMATCH; direct 200");
  }

  @Test
  void theWorstPairDecides() throws Exception {
    DiffReport report = diff(
        Hars.log(entry("http://a/1", 200, "X-A: 1"), entry("http://a/2", 200)),
        Hars.log(entry("http://a/1", 200, "X-A: 2"), entry("http://a/2", 522)));
    assertThat(report.verdict().url()).isEqualTo("http://a/2");
    assertThat(report.differing()).isEqualTo(2);
  }

  // Header sections.

  @Test
  void theSectionIsHeldAgainstEveryProfile() throws Exception {
    String large = entry("http://a/", 200, "Server: nginx", "X-Tags: " + "t".repeat(9000));
    int section = "Server: nginx\r\n".length() + "X-Tags: \r\n".length() + 9000;
    DiffReport report = diff(Hars.log(large), Hars.log(large));
    assertThat(HeaderBudget.of(report.pairs().getFirst().proxied().orElseThrow()))
        .extracting(HeaderBudget.Room::left).containsExactly(8192L - section, 131_072L - section, 8192L - section);
  }

  private static String answer(int status, int tags, int cookies) {
    var fields = new ArrayList<String>();
    if (tags > 0) fields.add("X-Tags: " + "t".repeat(tags));
    for (int i = 0; i < cookies; i++) fields.add("Set-Cookie: c%02d=%s".formatted(i, "c".repeat(80)));
    return entry("http://a/", status, fields.toArray(String[]::new));
  }

  /// Statuses, lengths of the values of X-Tags, numbers of cookies of 98 bytes each.
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "200 1 0    | 200 9000 0  | neither side fails; header section through the proxy 9010 bytes, 818 over the 8192 of classic, since X-Tags grew from 11 bytes to 9010 bytes",
    "200 9000 0 | 200 1 0     | neither side fails; header section direct 9010 bytes, 818 over the 8192 of classic, since X-Tags has 9010 bytes and through the proxy 11 bytes",
    "200 1 2    | 200 1 90    | neither side fails; header section through the proxy 8831 bytes, 639 over the 8192 of classic, since Set-Cookie grew from 196 bytes in 2 lines to 8820 bytes in 90 lines",
    "200 1 0    | 200 1 90    | neither side fails; header section through the proxy 8831 bytes, 639 over the 8192 of classic, since Set-Cookie was added with 8820 bytes in 90 lines",
    "200 1 90   | 404 1 91    | neither side fails; first difference: status 200 direct, 404 through the proxy; header section 8929 bytes, 737 over the 8192 of classic, since Set-Cookie grew from 8820 bytes in 90 lines to 8918 bytes in 91 lines",
    "200 1 90   | 200 1 90    | 1 entry is the same on both sides; header section 8831 bytes, 639 over the 8192 of classic, biggest: Set-Cookie 8820 bytes in 90 lines, X-Tags 11 bytes",
    "200 1 90   | 520 0 1     | fails through the proxy only: 520; direct 200; header section 8831 bytes, 639 over the 8192 of classic, biggest: Set-Cookie 8820 bytes in 90 lines, X-Tags 11 bytes"
  })
  void aFieldThatGrewIsNamedWithTheBytesOverTheLimit(String direct, String proxied, String line) throws Exception {
    assertThat(diff(Hars.log(answer(direct)), Hars.log(answer(proxied))).verdict().line()).isEqualTo(line);
  }

  private static String answer(String figures) {
    int[] each = Arrays.stream(figures.split(" ")).mapToInt(Integer::parseInt).toArray();
    return answer(each[0], each[1], each[2]);
  }

  /// Our own capture keeps the fields up to the limit and measures on.
  @Test
  void aReplyThatWasRefusedForItsSectionIsComparedWithOneThatWasNot() throws Exception {
    String over = with(answer(0, 1, 80), """
        "_fivetwenty":{"cause":"limit-header-section","summary":"too much","sectionBytes":12000,
         "largestFields":[{"field":"X-Late","bytes":100},{"field":"Set-Cookie","bytes":98},{"field":"Vary","bytes":"x"}]}""");
    DiffReport report = diff(Hars.log(answer(200, 1, 2).replace("X-Tags", "X-Only")), Hars.log(over));
    assertThat(report.pairs().getFirst().differences()).filteredOn(d -> !d.folded()).extracting(Wording::of)
        .containsExactly(
            "direct 200, through the proxy limit-header-section", "header set-cookie grew from 196 to 7840 bytes",
            "header x-tags added (11 bytes)");
    assertThat(report.verdict().line()).isEqualTo(
        "fails through the proxy only: limit-header-section; header section 12000 bytes, 3808 over the 8192 of classic,"
            + " since Set-Cookie grew from 196 bytes in 2 lines to at least 7840 bytes in 80 lines; direct 200");
  }

  /// What is wrong with a reply may be something else.
  @Test
  void aSectionOverTheLimitDoesNotHideAnotherCause() throws Exception {
    String cut = with(answer(200, 9000, 0),
        "\"_fivetwenty\":{\"cause\":\"body-short-fin\",\"summary\":\"10 of 20 bytes came\"}");
    assertThat(diff(Hars.log(cut), Hars.log(answer(520, 0, 0))).verdict().line()).isEqualTo(
        "the origin itself fails: body-short-fin (10 of 20 bytes came); header section 9010 bytes, 818 over the 8192 of"
            + " classic, biggest: X-Tags 9010 bytes; the proxy answers 520");
  }

  @Test
  void littleRoomIsPointedOutWhereTheProxyFails() throws Exception {
    String near = entry("http://a/", 200, "Set-Cookie: a=" + "c".repeat(7900));
    Verdict verdict = diff(Hars.log(near), Hars.log(entry("http://a/", 520))).verdict();
    assertThat(verdict.line()).contains("its header section of 7916 bytes is near the 8192 of classic, biggest: Set-Cookie 7916 bytes");
  }

  // What differs, and what is folded away.

  @ParameterizedTest(name = "{0} / {1}")
  @CsvSource(nullValues = "-", value = {
    "-, cf-ray: 1-FRA, HEADER_ADDED, true",
    "-, Age: 7, HEADER_ADDED, true",
    "-, 'Set-Cookie: __cf_bm=abc; Path=/', HEADER_ADDED, true",
    "-, Set-Cookie: sid=abc, HEADER_ADDED, false",
    "Connection: close, -, HEADER_REMOVED, true",
    "X-Debug: 1, -, HEADER_REMOVED, false",
    "Date: today, Date: yesterday, HEADER_CHANGED, true",
    "Sec-WebSocket-Accept: a, Sec-WebSocket-Accept: b, HEADER_CHANGED, true",
    "ETag: a, ETag: b, HEADER_CHANGED, false",
    "X-A: short, X-A: much much longer than that, HEADER_GROWN, false"
  })
  void fieldsAreCompared(String direct, String proxied, Kind kind, boolean folded) throws Exception {
    String here = direct == null ? entry("http://a/", 200) : entry("http://a/", 200, direct);
    String there = proxied == null ? entry("http://a/", 200) : entry("http://a/", 200, proxied);
    DiffReport report = diff(Hars.log(here), Hars.log(there));
    List<Difference> found =
        report.pairs().getFirst().differences().stream().filter(d -> d.kind() == kind).toList();
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().folded()).isEqualTo(folded);
    assertThat(report.differs()).isEqualTo(!folded);
  }

  @Test
  void contentProtocolRedirectAndTimeAreCompared() throws Exception {
    String content = "\"content\":{\"size\":2,\"mimeType\":\"a\",\"text\":\"%s\"},";
    String here = Hars.entry("http://10.0.0.1/", 200, content.formatted("ab"));
    String there = Hars.entry("https://shop.example/", 200, content.formatted("ac"));
    assertThat(kinds(here, there)).containsExactly(Kind.CONTENT);
    assertThat(kinds(here, here.replace("HTTP/1.1\",\"cookies\":[],\n  \"redirectURL", "h2\",\"cookies\":[],\n  \"redirectURL"))).isEmpty();
    String to = "\"redirectURL\":\"%s/b\"";
    String moved = here.replace("\"redirectURL\":\"\"", to.formatted("http://10.0.0.1"));
    assertThat(kinds(moved, here.replace("\"redirectURL\":\"\"", to.formatted("https://shop.example")))).isEmpty();
    assertThat(kinds(moved, here)).containsExactly(Kind.REDIRECT);
    DiffReport slow = diff(Hars.log(here), Hars.log(here.replace("\"wait\":1", "\"wait\":900")));
    assertThat(slow.differs()).isFalse();
    assertThat(slow.pairs().getFirst().differences()).extracting(Difference::kind).containsExactly(Kind.TIME);
    DiffReport noise = diff(Hars.log(here), Hars.log(here.replace("\"wait\":1", "\"wait\":200")));
    assertThat(noise.pairs().getFirst().differences()).isEmpty();
  }

  private static List<Kind> kinds(String direct, String proxied) throws Exception {
    return diff(Hars.log(direct), Hars.log(proxied)).pairs().getFirst().differences().stream()
        .filter(d -> !d.folded()).map(Difference::kind).toList();
  }

  // Pairs.

  @Test
  void orderAndHostsDoNotMatter() throws Exception {
    String direct = Hars.log(
        entry("http://10.0.0.1:8080/", 200), entry("http://10.0.0.1:8080/a?x=1&y=2", 200),
        entry("http://10.0.0.1:8080/b", 200), entry("https://cdn.example/lib.js", 200));
    String proxied = Hars.log(
        entry("https://shop.example/", 200), entry("https://cdn.example/lib.js", 200),
        entry("https://shop.example/b", 200), entry("https://shop.example/a?y=2&x=1", 200));
    DiffReport report = diff(direct, proxied);
    assertThat(report.differs()).isFalse();
    assertThat(report.pairs()).hasSize(4).allMatch(Pair::isWhole);
  }

  @Test
  void hostsCanBeMapped() throws Exception {
    String direct = Hars.log(entry("https://same.example/", 200), entry("http://api.internal/v1", 200, "X-A: 1"), entry("http://b.internal/v1", 200));
    String proxied = Hars.log(entry("https://same.example/", 200), entry("https://b.example/v1", 200), entry("https://api.example/v1", 200, "X-A: 1"));
    var hosts = new HostMap().add("api.internal", "api.example").add("b.internal", "b.example");
    assertThat(diff(direct, proxied, hosts).differs()).isFalse();
  }

  @Test
  void theSameRequestTwiceIsPairedInTurnAndWhatIsMissingIsSaid() throws Exception {
    String ok = entry("http://a/", 200);
    DiffReport report = diff(Hars.log(ok, entry("http://a/", 404)), Hars.log(ok, entry("http://a/", 404), ok));
    assertThat(report.pairs()).hasSize(3);
    assertThat(report.pairs().subList(0, 2)).noneMatch(Pair::differs);
    assertThat(report.verdict().line()).isEqualTo("asked through the proxy only: 200");
  }

  @Test
  void parametersMadeAnewDoNotKeepRequestsApart() throws Exception {
    assertThat(diff(Hars.log(entry("http://a/x?_=1", 200)), Hars.log(entry("http://a/x?_=2", 200))).differs()).isFalse();
  }

  // Sanitising changes no verdict.

  @Test
  void sanitisedFilesSayTheSame() throws Exception {
    String direct = Hars.log(
        entry("http://10.0.0.1/reset/6fa459ea-ee8a-3ca4-894e-db77e160355e?key=1", 200, "Set-Cookie: sid=" + "s".repeat(8300)),
        entry("http://10.0.0.1/b?token=abc", 200, "X-A: secret"), entry("http://10.0.0.1/c", 200, "X-B: one"));
    String proxied = Hars.log(
        entry("https://shop.example/b?token=abc", 200, "X-A: secret"), entry("https://shop.example/c", 200, "X-B: two"),
        entry("https://shop.example/reset/6fa459ea-ee8a-3ca4-894e-db77e160355e?key=1", 520));
    var sanitiser = new Sanitiser(new Tokens(), Keep.NOTHING);
    DiffReport before = diff(direct, proxied);
    DiffReport after = diff(clean(sanitiser, direct), clean(sanitiser, proxied));
    assertThat(after.verdict().line()).isEqualTo(before.verdict().line());
    assertThat(after.pairs().stream().map(Pair::differs)).containsExactlyElementsOf(before.pairs().stream().map(Pair::differs).toList());
    assertThat(before.verdict().line()).contains("over the 8192 of classic");
  }

  private static String clean(Sanitiser sanitiser, String har) throws Exception {
    var out = new ByteArrayOutputStream();
    sanitiser.sanitise(new ByteArrayInputStream(har.getBytes(StandardCharsets.UTF_8)), out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
