package dev.fivetwenty.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.archive.Archive;
import dev.fivetwenty.archive.FileArchive;
import dev.fivetwenty.archive.FullDisk;
import dev.fivetwenty.origin.RawOrigin;
import dev.fivetwenty.policy.alwaysonline.Refusal;
import dev.fivetwenty.wire.Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real edge with an archive, in front of an origin that is well and then is not.
class AlwaysOnlineTest {

  private static final String HOST = "shop.test";
  private static final String HTML =
      "<!doctype html><html><head><title>Shop</title></head><body class=\"a\"><h1>Shop</h1></body></html>";

  @TempDir Path folder;

  /// What the origin answers; null for a connection that it closes without a word.
  private volatile byte[] answer;
  /// It closes behind what it answers.
  private volatile boolean closing;
  private final AtomicInteger asked = new AtomicInteger();
  private RawOrigin origin;
  private Archive archive;
  private TestEdge edge;

  @BeforeEach
  void start() {
    origin = RawOrigin.doing(this::serve);
    start("true");
  }

  private void start(String terms) {
    if (edge != null) stop();
    archive = FileArchive.open(folder, 64 << 20, 4 << 20, System.err::println);
    Supplier<Archive> archives = () -> archive;
    edge =
        TestEdge.keeping(
            Profile.CLASSIC, archives, List.of(TestEdge.keeping("*", terms, TestEdge.server(origin.port()))));
  }

  private void stop() {
    edge.close();
    archive.close();
  }

  @AfterEach
  void end() {
    stop();
    origin.close();
  }

  private void serve(RawOrigin.Peer peer) throws IOException {
    while (true) {
      peer.readHead();
      asked.incrementAndGet();
      byte[] now = answer;
      if (now == null) return;
      peer.write(now);
      if (closing) return;
    }
  }

  private static byte[] reply(String fields, byte[] content) {
    byte[] head =
        "HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\n\r\n".formatted(fields, content.length).getBytes(ISO_8859_1);
    byte[] reply = Arrays.copyOf(head, head.length + content.length);
    System.arraycopy(content, 0, reply, head.length, content.length);
    return reply;
  }

  private static byte[] html(String fields) {
    return reply("Content-Type: text/html\r\n" + fields, HTML.getBytes(ISO_8859_1));
  }

  private Reply ask(String method, String path, String... fields) throws IOException {
    try (var caller = new Caller(edge.address())) {
      return caller.ask(method, HOST, path, fields);
    }
  }

  /// Asks while the origin is well, until the archive has what came of it, and has the origin fail then.
  private void keep(String path, byte[] reply, String... fields) throws Exception {
    answer = reply;
    assertThat(ask("GET", path, fields).isWhole()).isTrue();
    archive.settle();
    answer = null;
  }

  @Test
  void aVisitorGetsTheCopyInsteadOfAnError() throws Exception {
    keep("/", html("ETag: \"1\"\r\nCache-Control: max-age=60\r\nSet-Cooky: a\r\n"));
    Reply reply = ask("GET", "/");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.faults()).isEmpty();
    assertThat(reply.text()).contains("<h1>Shop</h1>", "Saved copy", "href=\"/\"");
    assertThat(reply.text()).startsWith(HTML + "<div role=\"region\"");
    assertThat(reply.all("Content-Length")).containsExactly(Integer.toString(reply.content().length));
    assertThat(reply.all("Cache-Control")).containsExactly("no-store");
    assertThat(reply.all("Cache-Status")).containsExactly("fivetwenty; fwd=stale; detail=always-online");
    assertThat(reply.field("Proxy-Status")).hasValue("fivetwenty; error=http_response_incomplete");
    assertThat(Long.parseLong(reply.field("Age").orElseThrow())).isBetween(0L, 300L);
    assertThat(reply.field("Ray-Id")).isPresent();
    assertThat(reply.field("ETag").orElseThrow()).endsWith("-copy\"");
    assertThat(edge.seen(s -> s.cause().isPresent()).cause()).hasValue("resp-empty-fin");
  }

  @Test
  void whoMustNotGetACopyGetsTheFailure() throws Exception {
    keep("/", html(""));
    List<String> fields =
        List.of(
            "Cookie: session=1", "Authorization: Basic eA==", "Cache-Control: no-cache",
            "X-HTTP-Method-Override: DELETE", "X-Forwarded-Host: evil.test");
    for (String field : fields) isFailure(ask("GET", "/", field));
    isFailure(ask("POST", "/", "Content-Length: 0"));
    isFailure(ask("GET", "/?a"));
  }

  private static void isFailure(Reply reply) {
    assertThat(reply.status()).isEqualTo(520);
    assertThat(reply.field("Cache-Status")).isEmpty();
  }

  @Test
  void headIsAnsweredFromWhatGetBrought() throws Exception {
    keep("/", html(""));
    Reply get = ask("GET", "/");
    Reply head = ask("HEAD", "/");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.content()).isEmpty();
    assertThat(head.field("Content-Length")).isEqualTo(get.field("Content-Length"));
    assertThat(head.field("ETag")).isEqualTo(get.field("ETag"));
  }

  /// Field, status, content, `Content-Range`.
  private static final String CONDITIONS =
      """
      Range: bytes=2-4 | 206 | cde | bytes 2-4/10
      Range: Bytes=2-4 | 206 | cde | bytes 2-4/10
      Range: bytes=7- | 206 | hij | bytes 7-9/10
      Range: bytes=-2 | 206 | ij | bytes 8-9/10
      Range: bytes=0-99 | 206 | abcdefghij | bytes 0-9/10
      Range: bytes=10- | 416 | | bytes */10
      Range: bytes=-0 | 416 | | bytes */10
      Range: bytes=4-2 | 200 | abcdefghij |
      Range: bytes=0-1,4-5 | 200 | abcdefghij |
      Range: items=0-1 | 200 | abcdefghij |
      If-None-Match: "1" | 304 | |
      If-None-Match: W/"1", "2" | 304 | |
      If-None-Match: "2" | 200 | abcdefghij |
      If-None-Match: * | 304 | |
      If-Match: "2" | 412 | |
      If-Modified-Since: Wed, 25 Nov 2026 12:00:00 GMT | 304 | |
      If-Modified-Since: Wed, 25 Nov 2026 11:59:59 GMT | 200 | abcdefghij |
      If-Unmodified-Since: Wed, 25 Nov 2026 11:59:59 GMT | 412 | |
      Range: bytes=2-4; If-Range: "1" | 206 | cde | bytes 2-4/10
      Range: bytes=2-4; If-Range: "2" | 200 | abcdefghij |
      Range: bytes=2-4; If-Range: W/"1" | 200 | abcdefghij |
      Range: bytes=2-4; If-Range: Wed, 25 Nov 2026 12:00:00 GMT | 206 | cde | bytes 2-4/10
      Range: bytes=2-4; If-Range: Wed, 25 Nov 2026 12:00:01 GMT | 200 | abcdefghij |
      """;

  @Test
  void rangesAndConditionsAreAnsweredFromTheCopy() throws Exception {
    keep("/a.txt", text());
    for (String line : CONDITIONS.lines().toList()) {
      String[] row = Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
      Reply reply = ask("GET", "/a.txt", row[0].split("; "));
      assertThat(reply.status()).as(row[0]).isEqualTo(Integer.parseInt(row[1]));
      assertThat(reply.text()).as(row[0]).isEqualTo(row[2]);
      assertThat(reply.field("Content-Range").orElse("")).as(row[0]).isEqualTo(row[3]);
      assertThat(reply.faults()).as(row[0]).isEmpty();
      assertThat(reply.isWhole()).as(row[0]).isTrue();
    }
  }

  private static byte[] text() {
    return reply(
        "Content-Type: text/plain\r\nETag: \"1\"\r\nLast-Modified: Wed, 25 Nov 2026 12:00:00 GMT\r\n",
        "abcdefghij".getBytes(ISO_8859_1));
  }

  @Test
  void largeContentIsStreamedFromTheDisk() throws Exception {
    byte[] content = new byte[5_000_000];
    new Random(1).nextBytes(content);
    keep("/big", reply("Content-Type: video/mp4\r\n", content));
    assertThat(ask("GET", "/big").content()).isEqualTo(content);
    assertThat(ask("GET", "/big", "Range: bytes=1000000-4000000").content())
        .isEqualTo(Arrays.copyOfRange(content, 1_000_000, 4_000_001));
    try (var caller = new Caller(edge.address())) {
      // One after another on one connection.
      assertThat(caller.get(HOST, "/big").content()).isEqualTo(content);
      assertThat(caller.get(HOST, "/big").content()).isEqualTo(content);
    }
  }

  @Test
  void contentThatFitsIntoMemoryIsServedAgainAndAgain() throws Exception {
    byte[] content = new byte[100_000];
    new Random(2).nextBytes(content);
    keep("/big", reply("Content-Type: image/png\r\n", content));
    for (int i = 0; i < 3; i++) {
      assertThat(ask("GET", "/big").content()).isEqualTo(content);
      assertThat(ask("GET", "/big", "Range: bytes=70000-").content())
          .isEqualTo(Arrays.copyOfRange(content, 70_000, 100_000));
    }
  }

  @Test
  void aClientThatLeavesInTheMiddleLeavesNothingBehind() throws Exception {
    byte[] content = new byte[8_000_000];
    keep("/big", reply("Content-Type: video/mp4\r\n", content));
    try (var caller = Caller.narrow(edge.address())) {
      caller.send(Caller.head("GET", HOST, "/big"));
      caller.take(100_000);
    }
    assertThat(edge.seen(TestEdge.Seen::clientGone).target()).isEqualTo("/big");
    assertThat(ask("GET", "/big").content()).hasSize(content.length);
  }

  @Test
  void copiesOutliveTheEdge() throws Exception {
    keep("/", html(""));
    start("true");
    assertThat(ask("GET", "/").text()).contains("<h1>Shop</h1>");
  }

  @Test
  void packedPagesAreUnpackedForTheBanner() throws Exception {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(HTML.getBytes(ISO_8859_1));
    }
    String fields = "Content-Type: text/html\r\nContent-Encoding: gzip\r\nVary: Accept-Encoding\r\n";
    keep("/", reply(fields, packed.toByteArray()), "Accept-Encoding: gzip");
    Reply reply = ask("GET", "/", "Accept-Encoding: gzip, br");
    assertThat(reply.field("Content-Encoding")).isEmpty();
    assertThat(reply.text()).contains("<h1>Shop</h1>", "Saved copy");
  }

  @Test
  void whereNoBannerMayBeThePageIsAsItWas() throws Exception {
    List<String> fields =
        List.of(
            "Content-Security-Policy: default-src 'self'",
            "Content-Security-Policy: style-src 'unsafe-inline' 'nonce-1'",
            "Cache-Control: no-transform", "Content-Encoding: br", "Content-Disposition: attachment; filename=a.html");
    for (int i = 0; i < fields.size(); i++) {
      keep("/" + i, html("ETag: \"1\"\r\n" + fields.get(i) + "\r\n"));
      Reply reply = ask("GET", "/" + i, "Accept-Encoding: br");
      assertThat(reply.text()).as(fields.get(i)).isEqualTo(HTML);
      assertThat(reply.field("ETag")).hasValue("\"1\"");
      assertThat(reply.field("Cache-Status")).isPresent();
    }
  }

  @Test
  void contentThatWasChangedOnTheDiskIsNotServed() throws Exception {
    keep("/", html(""));
    try (Stream<Path> files = Files.walk(folder.resolve("content"))) {
      Path file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
      Files.writeString(file, HTML.replace("Shop", "Evil"));
    }
    assertThat(ask("GET", "/").status()).isEqualTo(520);
    assertThat(ask("GET", "/").status()).isEqualTo(520);
    assertThat(archive.figures().lost()).isOne();
  }

  @Test
  void aFullDiskCostsCopiesAndNothingElse() throws Exception {
    keep("/", html(""));
    stop();
    archive = FullDisk.open(folder, 3000);
    edge =
        TestEdge.keeping(
            Profile.CLASSIC, () -> archive,
            List.of(TestEdge.keeping("*", "{refresh_after: 0s}", TestEdge.server(origin.port()))));
    for (int i = 0; i < 20; i++) {
      byte[] content = (i + "*".repeat(2000)).getBytes(ISO_8859_1);
      answer = reply("", content);
      assertThat(ask("GET", "/" + i).content()).isEqualTo(content);
    }
    archive.settle();
    assertThat(archive.figures().kept()).isOne();
    assertThat(archive.figures().dropped().get(Refusal.DISK)).isEqualTo(19);
    answer = null;
    assertThat(ask("GET", "/").text()).contains("<h1>Shop</h1>", "Saved copy");
    assertThat(ask("GET", "/0").text()).startsWith("0***");
    assertThat(ask("GET", "/19").status()).isEqualTo(520);
  }

  @Test
  void theStatusMayBeThatOfTheFailure() throws Exception {
    start("{status: failure}");
    keep("/", html("ETag: \"1\"\r\n"));
    for (String field : List.of("If-None-Match: *", "If-Match: \"2\"", "Range: bytes=0-3", "Range: bytes=99999-")) {
      Reply reply = ask("GET", "/", field);
      assertThat(reply.status()).as(field).isEqualTo(520);
      assertThat(reply.reason()).isEqualTo("Origin Reply Unusable");
      assertThat(reply.text()).contains("<h1>Shop</h1>");
      assertThat(reply.field("Accept-Ranges")).isEmpty();
      assertThat(reply.isWhole()).isTrue();
    }
    keep("/look.css", reply("Content-Type: text/css\r\n", "a {}".getBytes(ISO_8859_1)));
    assertThat(ask("GET", "/look.css").status()).isEqualTo(200);
  }

  @Test
  void anErrorOfTheOriginIsPassedOnUnlessTheOwnerWantsOtherwise() throws Exception {
    keep("/", html(""));
    answer = "HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy".getBytes(ISO_8859_1);
    assertThat(ask("GET", "/").text()).isEqualTo("busy");
    start("{origin_triggers: [503]}");
    Reply reply = ask("GET", "/");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).contains("<h1>Shop</h1>");
    assertThat(reply.field("Proxy-Status")).hasValue("fivetwenty; received-status=503");
    assertThat(ask("GET", "/other").text()).isEqualTo("busy");
  }

  @Test
  void whatIsBrokenOrPrivateNeverReplacesAGoodCopy() throws Exception {
    start("{refresh_after: 0s, max_size: 1KiB}");
    String large = "more ".repeat(205);
    List<String> replies =
        List.of(
            "200 OK~Content-Length: 9~~short",
            "200 OK~Transfer-Encoding: chunked~~5~whole~",
            "200 OK~Transfer-Encoding: chunked~~zz~whole~0~~",
            "200 OK~~ends with the connection",
            "200 OK~Content-Length: 5~Set-Cookie: a=b~~whole",
            "200 OK~Content-Length: 5~Cache-Control: private~~whole",
            "200 OK~Content-Length: 5~Content-Encoding: gzip~~whole",
            "200 OK~Content-Length: 3~~more than was said",
            "200 OK~Content-Length: 5~Content-Length: 6~~whole~",
            "200 OK~Content-Length: 1025~~" + large,
            "200 OK~Transfer-Encoding: chunked~~401~" + large + "~0~~",
            "206 Partial~Content-Range: bytes 0-4/9~Content-Length: 5~~whole",
            "403 Forbidden~Content-Length: 4~~none",
            "404 Not Found~Content-Length: 9~~none",
            "404 Not Found~~none",
            "502 Bad Gateway~Content-Length: 3~~bad",
            "520 Odd~Content-Length: 3~Content-Type: text/html~~odd");
    for (int i = 0; i < replies.size(); i++) {
      keep("/" + i, html(""));
      closing = true;
      answer = ("HTTP/1.1 " + replies.get(i)).replace("~", "\r\n").getBytes(ISO_8859_1);
      ask("GET", "/" + i);
      archive.settle();
      answer = null;
      closing = false;
      assertThat(ask("GET", "/" + i).text()).as(replies.get(i)).contains("<h1>Shop</h1>", "Saved copy");
    }
  }

  @Test
  void whatIsGoneIsNotServedAnyMore() throws Exception {
    for (String status : List.of("401 Who", "404 Not Found", "410 Gone")) {
      keep("/", html(""));
      assertThat(ask("GET", "/").text()).contains("Saved copy");
      byte[] gone = ("HTTP/1.1 " + status + "\r\nContent-Length: 4\r\n\r\nnone").getBytes(ISO_8859_1);
      answer = gone;
      // Until the origin is known to be back.
      long deadline = System.nanoTime() + 60_000_000_000L;
      while (!ask("GET", "/").text().equals("none")) assertThat(System.nanoTime()).isLessThan(deadline);
      answer = null;
      assertThat(ask("GET", "/").status()).as(status).isEqualTo(520);
      start("true");
      assertThat(ask("GET", "/").status()).as(status).isEqualTo(520);
    }
  }

  @Test
  void aBetterReplyReplacesTheCopy() throws Exception {
    start("{refresh_after: 0s}");
    keep("/", html(""));
    closing = true;
    keep("/", reply("Content-Type: text/html\r\n", HTML.replace("Shop", "New").getBytes(ISO_8859_1)));
    assertThat(ask("GET", "/").text()).contains("<h1>New</h1>");
  }

  @Test
  void redirectsAreCopiesToo() throws Exception {
    answer = "HTTP/1.1 301 Moved\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1);
    keep("/old", answer);
    Reply reply = ask("GET", "/old");
    assertThat(reply.status()).isEqualTo(301);
    assertThat(reply.field("Location")).hasValue("/new");
  }

  @Test
  void aDownOriginIsAskedNowAndThenAndNotByEveryVisitor() throws Exception {
    keep("/", html(""));
    int before = asked.get();
    long began = System.nanoTime();
    for (int i = 0; i < 200; i++) assertThat(ask("GET", "/").text()).contains("Saved copy");
    long seconds = (System.nanoTime() - began) / 1_000_000_000;
    // Visitors at most after 0.1, 0.2, 0.4, 0.8 and then each second; probes after 0.1, 0.2, 0.4 and then each half.
    assertThat(asked.get() - before).isBetween(1, (int) (10 + 3 * seconds));
    Reply reply = ask("GET", "/");
    if (reply.field("Cache-Status").orElseThrow().contains("hit")) {
      assertThat(reply.field("Cache-Status").get()).matches("fivetwenty; hit; ttl=-?\\d+; detail=always-online");
      assertThat(reply.field("Proxy-Status")).hasValue("fivetwenty; error=http_response_incomplete");
    }
  }

  @Test
  void theFirstGoodReplyEndsTheOutage() throws Exception {
    keep("/", html(""));
    for (int i = 0; i < 3; i++) ask("GET", "/");
    answer = reply("", "live".getBytes(ISO_8859_1));
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!ask("GET", "/").text().equals("live")) assertThat(System.nanoTime()).isLessThan(deadline);
    for (int i = 0; i < 20; i++) assertThat(ask("GET", "/").text()).isEqualTo("live");
  }
}
