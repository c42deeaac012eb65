package dev.fivetwenty.har.sanitise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.Hars;
import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.har.json.JsonWriter;
import dev.fivetwenty.sanitise.Tokens;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SanitiserTest {

  private static String sanitised(String har) throws Exception {
    return sanitised(Hars.in(har), new Removals[1]);
  }

  private static String sanitised(InputStream har, Removals[] removals) throws Exception {
    var out = new ByteArrayOutputStream();
    removals[0] = new Sanitiser(new Tokens(), Keep.NOTHING).sanitise(har, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  // Forty kinds in twelve places and more.

  private static List<String> secrets() throws IOException {
    try (var file = SanitiserTest.class.getResourceAsStream("secrets.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
          .filter(l -> !l.startsWith("#"))
          .map(l -> l.split(" \\| ", 2)[1])
          .toList();
    }
  }

  /// Places where a secret may stand, each with `%s` for it and how it is written there.
  static Stream<Arguments> places() {
    return Stream.of(
        place("request header", header("X-Custom"), s -> s),
        place("authorization", header("Authorization"), s -> s),
        place("cookie", header("Cookie").replace("%s", "sid=%s"), s -> s.replace(";", "")),
        place("set-cookie", header("set-cookie").replace("%s", "sid=%s; Path=/"), s -> s.replace(";", "")),
        place("referer", header("Referer").replace("%s", "https://a/b?c=%s&d=1"), SanitiserTest::url),
        place("location fragment", header("Location").replace("%s", "/b#%s"), SanitiserTest::url),
        place("user in URL", "\"url\":\"https://ann:%s@shop.example/\"", SanitiserTest::url),
        place("query", "\"url\":\"https://shop.example/?a=%s\"", SanitiserTest::url),
        place("query without a name", "\"url\":\"https://shop.example/?%s\"", SanitiserTest::url),
        place("query list", "\"queryString\":[{\"name\":\"q\",\"value\":\"%s\"}]", s -> s),
        place("query list without a name", "\"queryString\":[{\"name\":\"%s\",\"value\":\"\"}]", s -> s),
        place("cookie list without a name", "\"cookies\":[{\"name\":\"%s\"}]", s -> s),
        place("form", post("application/x-www-form-urlencoded", "a=1&b=%s"), SanitiserTest::url),
        place("JSON", post("application/json", "{\\\"a\\\":[\\\"%s\\\"]}"), s -> s),
        place("XML", post("text/xml", "<a><b c='%s'>%s</b></a>"), s -> s),
        place("multipart", post("multipart/form-data; boundary=x",
            "--x\\r\\nContent-Disposition: form-data; name=\\\"a\\\"\\r\\n\\r\\n%s\\r\\n--x--\\r\\n"), s -> s),
        place("head of a part", post("multipart/form-data; boundary=x",
            "--x\\r\\nX-Part: %s\\r\\nContent-Type: text/plain; x=%s\\r\\nContent-Disposition: form-data; name=\\\"a\\\";"
                + " filename=%s\\r\\n%s\\r\\n\\r\\na\\r\\n--x--\\r\\n"), s -> s),
        place("post params", "\"postData\":{\"mimeType\":\"\",\"params\":[{\"name\":\"p\",\"value\":\"%s\"}]}", s -> s),
        place("HTML", "\"content\":{\"mimeType\":\"text/html\",\"text\":\"<p>%s</p>\"}", s -> s),
        place("WebSocket", "\"_webSocketMessages\":[{\"type\":\"send\",\"opcode\":1,\"data\":\"%s\"}]", s -> s),
        place("unknown member", "\"_state\":{\"user\":{\"name\":\"%s\"}}", s -> s),
        place("comment", "\"comment\":\"%s\"", s -> s),
        place("page title", "\"title\":\"%s\"", s -> s),
        place("name of JSON member", post("application/json", "{\\\"a %s@b.cd\\\":1}"), s -> s));
  }

  private interface Writing {
    String of(String secret) throws Exception;
  }

  private static Arguments place(String name, String member, Writing writing) {
    return Arguments.of(name, member, writing);
  }

  private static String header(String name) {
    return "\"headers\":[{\"name\":\"" + name + "\",\"value\":\"%s\"}]";
  }

  private static String post(String type, String text) {
    return "\"postData\":{\"mimeType\":\"" + type + "\",\"text\":\"" + text + "\"}";
  }

  private static String url(String secret) {
    return URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  void nothingIsLeftOfAnySecretInAnyPlace(String place, String member, Writing writing)
      throws Exception {
    List<String> secrets = secrets();
    assertThat(secrets).hasSizeGreaterThanOrEqualTo(40);
    for (String secret : secrets) {
      String written = writing.of(secret);
      String har =
          Hars.log("{\"request\":{" + member.replace("%s", written) + "},\"response\":{"
              + member.replace("%s", written) + "}," + member.replace("%s", written) + "}");
      assertThat(har).contains(written);
      var removals = new Removals[1];
      String clean = sanitised(Hars.in(har), removals);
      assertThat(clean).as(place).doesNotContain(written).doesNotContain(secret);
      assertThat(removals[0].total()).isPositive();
      JsonMapper.shared().readTree(clean);
    }
  }

  @Test
  void rawEvidenceIsCoveredInPlace() throws Exception {
    for (String secret : secrets()) {
      String reply = "HTTP/1.1 200 OK\r\nSet-Cookie: s=" + secret + "\r\nContent-Length: 999\r\n\r\n" + secret;
      String sent = "GET /?k=" + url(secret) + " HTTP/1.1\r\nHost: a\r\nCookie: s=" + secret + "\r\n\r\n" + secret;
      String own = "\"_fivetwenty\":{\"ending\":\"fin\",\"note\":\"%s\",\"replyBase64\":\"%s\",\"requestBase64\":\"%s\"}"
          .formatted(secret, base64(reply), base64(sent));
      JsonNode clean = JsonMapper.shared().readTree(sanitised(Hars.log("{" + own + "}"))).at("/log/entries/0/_fivetwenty");
      String shown = new String(Base64.getDecoder().decode(clean.get("replyBase64").asString()), StandardCharsets.UTF_8);
      String asked = new String(Base64.getDecoder().decode(clean.get("requestBase64").asString()), StandardCharsets.UTF_8);
      boolean ascii = secret.chars().allMatch(c -> c < 0x7F);
      if (ascii) assertThat(shown + asked + clean.get("note")).doesNotContain(secret);
      assertThat(asked).doesNotContain(url(secret));
      assertThat(shown).startsWith("HTTP/1.1 200 OK\r\nSet-Cookie: ").contains("Content-Length: 999");
      assertThat(shown.getBytes(StandardCharsets.UTF_8)).hasSameSizeAs(reply.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void partsOfPathsThatLookLikeKeysGo() throws Exception {
    String har = Hars.log(Hars.entry(
        "https://shop.example/reset/6fa459ea-ee8a-3ca4-894e-db77e160355e/users/ann%40example.org/cart", 200, ""));
    assertThat(sanitised(har))
        .contains("https://shop.example/reset/~").contains("/cart")
        .doesNotContain("6fa459ea").doesNotContain("ann%40example");
  }

  /// Networks stay, hosts go; what a CDN says of itself is no secret.
  @ParameterizedTest
  @CsvSource({
    "203.0.113.77, 203.0.113.0", "203.0.113.0, 203.0.113.0", "127.0.0.1, 127.0.0.1", "198.51.100.9, 198.51.100.9",
    "2001:db8:7:1::9, 2001:db8:7:0:0:0:0:0", "[2001:db8:7:1::9], 2001:db8:7:0:0:0:0:0", "::1, ::1"
  })
  void ofAServersAddressTheNetworkStays(String address, String shown) throws Exception {
    String remote = address.startsWith("[") || !address.contains(":") ? address : "[" + address + "]";
    String har = Hars.log("{\"serverIPAddress\":\"%s\",\"_fivetwenty\":{\"remote\":\"%s:443\"}}".formatted(address, remote));
    var out = new ByteArrayOutputStream();
    Keep keep = Keep.NOTHING.published(ip -> ip.getHostAddress().startsWith("198.51.100."));
    new Sanitiser(new Tokens(), keep).sanitise(Hars.in(har), out);
    HarEntry clean = Hars.entries(new ByteArrayInputStream(out.toByteArray())).getFirst();
    assertThat(clean.object().text("serverIPAddress")).isEqualTo(shown);
    assertThat(clean.own().text("remote")).isEqualTo(shown.contains(":") ? "[" + shown + "]:443" : shown + ":443");
  }

  @Test
  void clientsInAListOfAddressesBecomeTokensAndProxiesStay() throws Exception {
    String har = Hars.log("""
        {"request":{"url":"http://a/ip/203.0.113.77/x","headers":[
         {"name":"X-Forwarded-For","value":"203.0.113.77, 198.51.100.9, unknown, 2001:db8::7"},
         {"name":"CF-Connecting-IP","value":"203.0.113.77"}]}}""");
    var out = new ByteArrayOutputStream();
    Keep keep = Keep.of(List.of("ip:2001:db8::7")).published(ip -> ip.getHostAddress().startsWith("198.51.100."));
    new Sanitiser(new Tokens(), keep).sanitise(Hars.in(har), out);
    HarEntry clean = Hars.entries(new ByteArrayInputStream(out.toByteArray())).getFirst();
    String client = clean.requestHeaders().get(1).value();
    assertThat(client).startsWith("~").endsWith("~12~");
    assertThat(clean.requestHeaders().getFirst().value()).startsWith(client + ", 198.51.100.9, ~").endsWith("~7~, 2001:db8::7");
    assertThat(clean.url()).startsWith("http://a/ip/~").endsWith("~/x");
  }

  @Test
  void queriesOfLinksGoFromFieldsAndFromRawReplies() throws Exception {
    String reply = "HTTP/1.1 200 OK\r\nLink: </a?b=link-s3cret>; rel=preload\r\nContent-Length: 2\r\n\r\nok";
    String entry = "{\"response\":{\"headers\":[{\"name\":\"Link\",\"value\":\"</a?b=link-s3cret>; rel=preload\"}]},"
        + "\"_fivetwenty\":{\"ending\":\"open\",\"replyBase64\":\"" + base64(reply) + "\"}}";
    JsonNode clean = JsonMapper.shared().readTree(sanitised(Hars.log(entry))).at("/log/entries/0");
    assertThat(clean.at("/response/headers/0/value").asString()).startsWith("</a?b=~").endsWith(">; rel=preload");
    String raw = new String(Base64.getDecoder().decode(clean.at("/_fivetwenty/replyBase64").asString()), StandardCharsets.UTF_8);
    assertThat(raw).hasSameSizeAs(reply).contains("Link: </a?b=***********>; rel=preload");
  }

  @Test
  void partsOfPathsThatLookLikeKeysGoInRawRequestsToo() throws Exception {
    for (String query : List.of("", "?k=v")) {
      String sent = "GET /reset/6fa459ea-ee8a-3ca4-894e-db77e160355e" + query + " HTTP/1.1\r\nHost: a\r\n\r\n";
      String own = "\"_fivetwenty\":{\"requestBase64\":\"%s\"}".formatted(base64(sent));
      JsonNode clean = JsonMapper.shared().readTree(sanitised(Hars.log("{" + own + "}"))).at("/log/entries/0/_fivetwenty");
      String asked = new String(Base64.getDecoder().decode(clean.get("requestBase64").asString()), StandardCharsets.UTF_8);
      assertThat(asked).hasSameSizeAs(sent).startsWith("GET /reset/****").endsWith(" HTTP/1.1\r\nHost: a\r\n\r\n")
          .doesNotContain("6fa459ea", "=v");
    }
  }

  // What must stay.

  static List<Path> corpus() throws IOException {
    return Hars.corpus();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void whatIsCleanStaysAsItIs(Path file) throws Exception {
    var removals = new Removals[1];
    String once = sanitised(Files.newInputStream(file), removals);
    assertThat(removals[0].total()).isPositive();
    String twice = sanitised(Hars.in(once), removals);
    assertThat(removals[0].all()).isEmpty();
    assertThat(twice).isEqualTo(once);
    assertThat(once).doesNotContain("hunter2", "8Qm2zV7kTq", "ann@example", "pa55", "AKIA", "4711", "s3cr3t");
  }

  @Test
  void whatTheCauseNeedsStays() throws Exception {
    JsonNode log = JsonMapper.shared().readTree(sanitised(Files.newInputStream(Hars.file("chrome")), new Removals[1]));
    assertThat(log.at("/log/entries/0/response/status").asInt()).isEqualTo(520);
    assertThat(log.at("/log/entries/0/response/headers/0/value").asString()).isEqualTo("9a1b2c3d4e5f6071-FRA");
    assertThat(log.at("/log/entries/1/response/_error").asString()).isEqualTo("net::ERR_EMPTY_RESPONSE");
    assertThat(log.at("/log/entries/0/timings/wait").asDouble()).isEqualTo(231.25);
    assertThat(log.at("/log/entries/0/startedDateTime").asString()).isEqualTo("2026-11-20T09:15:02.113Z");
    assertThat(log.at("/log/pages/0/id").asString()).isEqualTo("page_1");
  }

  @Test
  void sizesOfFieldsCanStillBeTold() throws Exception {
    String har = Hars.log("{\"response\":{\"headers\":[{\"name\":\"Set-Cookie\",\"value\":\"a=" + "x".repeat(9000) + "; Path=/\"}]}}");
    HarEntry before = Hars.entries(Hars.in(har)).getFirst();
    HarEntry after = Hars.entries(Hars.in(sanitised(har))).getFirst();
    assertThat(after.responseHeaders().getFirst().lineBytes())
        .isEqualTo(before.responseHeaders().getFirst().lineBytes());
  }

  @Test
  void equalValuesStayEqualInFilesOfOneRunOnly() throws Exception {
    String har = Hars.log("{\"request\":{\"headers\":[{\"name\":\"X-A\",\"value\":\"one\"},{\"name\":\"X-B\",\"value\":\"two\"}]}}");
    var sanitiser = new Sanitiser(new Tokens(), Keep.NOTHING);
    var first = new ByteArrayOutputStream();
    var second = new ByteArrayOutputStream();
    sanitiser.sanitise(Hars.in(har), first);
    sanitiser.sanitise(Hars.in(har), second);
    assertThat(second.toByteArray()).isEqualTo(first.toByteArray()).isNotEqualTo(sanitised(har).getBytes(StandardCharsets.UTF_8));
    var headers = Hars.entries(new ByteArrayInputStream(first.toByteArray())).getFirst().requestHeaders();
    assertThat(headers.get(0).value()).isNotEqualTo(headers.get(1).value());
  }

  @ParameterizedTest
  @CsvSource({"header:x-a", "cookie:sid", "query:q", "form:f", "json:j"})
  void itsOwnerMayKeepMore(String rule) throws Exception {
    String har = Hars.log("""
        {"request":{"url":"http://a/?q=kept","headers":[{"name":"X-A","value":"kept"},{"name":"Cookie","value":"sid=kept"}],
         "postData":{"mimeType":"application/x-www-form-urlencoded","text":"f=kept"}},
         "response":{"content":{"mimeType":"application/json","text":"{\\"j\\":\\"kept\\"}"}}}""");
    var out = new ByteArrayOutputStream();
    new Sanitiser(new Tokens(), Keep.of(List.of(rule))).sanitise(Hars.in(har), out);
    assertThat(out.toString(StandardCharsets.UTF_8).split("kept", -1)).hasSize(2);
    assertThat(sanitised(har)).doesNotContain("kept");
  }

  /// Of members with one name the last counts, and readers of the file still see the others.
  @ParameterizedTest
  @ValueSource(strings = {"headers", "cookies", "queryString"})
  void membersThatALaterOneReplacesAreHidden(String list) throws Exception {
    for (String later : List.of("{}", "null", "\"X-A\"", "7", "[\"a\"]")) {
      String har = Hars.log("""
          {"request":{"%s":[{"name":"a?hunter2","name":%s,"value":"hunter2"},{"name":"Server","value":"hunter2","value":%s}]}}"""
          .formatted(list, later, later));
      assertThat(sanitised(har)).as(har).doesNotContain("hunter2");
    }
  }

  /// Random trees, with the members of HAR in the wrong places and of wrong types.
  @Test
  void hostileInputBecomesValidJsonWithoutTheSecret() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      String har = "{\"log\":{\"entries\":[" + JsonWriter.text(tree(random, 4)) + "],\"x\":" + JsonWriter.text(tree(random, 3)) + "}}";
      String clean = sanitised(har);
      assertThat(clean).as("-Dseed=" + seed + " " + har).doesNotContain("S3CR3T0123456789abcdef");
      JsonMapper.shared().readTree(clean);
    }
  }

  private static final String[] NAMES = {
    "request", "response", "headers", "cookies", "name", "value", "url", "text", "mimeType", "postData", "content",
    "queryString", "_webSocketMessages", "data", "_fivetwenty", "replyBase64", "comment", "timings", "params", "time",
    "S3CR3T0123456789abcdef@", "redirectURL", "_error", "encoding", "serverIPAddress", "status"
  };

  private static final String[] TEXTS = {
    "S3CR3T0123456789abcdef", "https://S3CR3T0123456789abcdef:p@a/S3CR3T0123456789abcdef?a#S3CR3T0123456789abcdef",
    "{\"a\":\"S3CR3T0123456789abcdef\"}", "application/json", "multipart/form-data; boundary=S3CR3T0123456789abcdef", "base64",
    "--S3CR3T0123456789abcdef\r\n\r\nS3CR3T0123456789abcdef", "<a b=S3CR3T0123456789abcdef>S3CR3T0123456789abcdef</a>",
    "a=S3CR3T0123456789abcdef; b; Path=S3CR3T0123456789abcdef", "\ud800S3CR3T0123456789abcdef\u0000", "text/xml", "Cookie", "Server", "",
    "data:S3CR3T0123456789abcdef,S3CR3T0123456789abcdef", "javascript:S3CR3T0123456789abcdef", "<a>S3CR3T0123456789abcdef", "Set-Cookie"
  };

  private static Json tree(Random random, int depth) {
    int kind = random.nextInt(depth == 0 ? 3 : 6);
    if (kind == 0) return Json.Word.NULL;
    if (kind <= 2) return Json.of(TEXTS[random.nextInt(TEXTS.length)]);
    var members = new ArrayList<Json.Member>();
    for (int n = random.nextInt(5); n > 0; n--) {
      members.add(new Json.Member(NAMES[random.nextInt(NAMES.length)], tree(random, depth - 1)));
    }
    if (kind > 3) return new Json.Obj(members);
    return new Json.Arr(members.stream().map(Json.Member::value).toList());
  }
}
