package dev.fivetwenty.cli.alwaysonline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cli.Terminal;
import dev.fivetwenty.cli.service.EdgeService;
import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.node.Overrides;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.config.yaml.EdgeYaml;
import dev.fivetwenty.edge.Caller;
import dev.fivetwenty.edge.Reply;
import dev.fivetwenty.origin.RawOrigin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `always-online` as it is typed, at an edge that runs.
@Timeout(60)
class AlwaysOnlineCommandTest {

  private static final String URL = "http://shop.test/";

  @TempDir Path folder;

  private final Terminal terminal = new Terminal();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private volatile String type = "text/plain";
  private volatile boolean well = true;
  private RawOrigin origin;
  private EdgeService edge;
  private String admin;

  /// @param terms more of them, each with a comma behind it
  private void start(String terms) throws IOException {
    String text =
        """
        listen: ["127.0.0.1:0"]
        admin: 127.0.0.1:0
        workers: 1
        access_log: {path: none}
        routes:
          - {host: off.test, origins: ["http://127.0.0.1:9"]}
          - {origins: ["http://127.0.0.1:%d"], always_online: {%sdeny: [/api/*], origin_triggers: [500], crawl: {start: ["http://shop.test/"], pause: 10ms}}}
        """.formatted(origin.port(), terms);
    var source = Source.of("test", folder, new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
    EdgeConfig config = EdgeYaml.read(source, Overrides.NONE, Surroundings.ofProcess(Map.of()));
    edge = EdgeService.start(config, () -> config, folder.resolve("data"), Map.of(), "1.2.3", notices::add);
    admin = "127.0.0.1:" + ((InetSocketAddress) edge.adminAddress().orElseThrow()).getPort();
  }

  @BeforeEach
  void start() throws IOException {
    origin = RawOrigin.doing(this::serve);
    start("");
  }

  private void serve(RawOrigin.Peer peer) throws IOException {
    while (true) {
      String cookie = peer.readHead().startsWith("GET /login ") ? "Set-Cookie: a=b\r\n" : "";
      if (!well) return;
      peer.write("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n" + cookie + "Content-Length: 4\r\n\r\npage");
    }
  }

  @AfterEach
  void stop() {
    edge.stop();
    origin.close();
  }

  private Reply get(String path) throws IOException {
    String address = edge.addresses().getFirst();
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    try (var caller = new Caller(new InetSocketAddress("127.0.0.1", port))) {
      return caller.get("shop.test", path);
    }
  }

  private int ask(String... words) {
    String[] all = new String[words.length + 3];
    all[0] = "always-online";
    System.arraycopy(words, 0, all, 1, words.length);
    all[words.length + 1] = "--admin";
    all[words.length + 2] = admin;
    return terminal.run(all);
  }

  private int why(Reply reply, String... more) {
    var words = new ArrayList<>(List.of("why", reply.field("Ray-Id").orElseThrow()));
    words.addAll(List.of("--data", folder.resolve("data").toString()));
    words.addAll(List.of(more));
    return terminal.run(words.toArray(String[]::new));
  }

  /// Returns when the copy is on the disk, as the edge says itself.
  private void keep(String path) throws IOException {
    assertThat(get(path).status()).isEqualTo(200);
    while (ask("test", URL + path.substring(1)) != 0) LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
  }

  @Test
  void tellsWhetherAPageWouldBeServedAndIfNotWhyNot() throws Exception {
    assertThat(ask("test", URL)).isEqualTo(1);
    assertThat(terminal.out()).isEqualTo("""
            not served: there is no copy (no-copy)
              what to do: ask for the page once without cookies, or name it in a crawl
            """);
    keep("/");
    assertThat(terminal.out()).matches("served, \\d+ s old, stale for \\d+ s:\n  .*  200 +4 - +http://shop.test/\n|served, 0 s old, fresh for 0 s:\n.*\n");
    assertThat(ask("test", URL, "-H", "Cookie: a=b")).isEqualTo(1);
    assertThat(terminal.out()).contains("(cookie)");
    assertThat(ask("test", URL, "--status", "404")).isEqualTo(1);
    assertThat(terminal.out()).contains("(no-trigger)");
    assertThat(ask("test", URL, "--status", "500")).isZero();
    assertThat(ask("test", URL + "api/x")).isEqualTo(1);
    assertThat(terminal.out()).contains("(path)");
    assertThat(ask("test", "http://off.test/")).isEqualTo(1);
    assertThat(terminal.out()).contains("(off)");
    assertThat(ask("test", URL, "--json")).isZero();
    assertThat(terminal.out()).contains("\"served\":true");
  }

  @Test
  void namesWhyThePageWasNotKept() throws Exception {
    assertThat(get("/login").status()).isEqualTo(200);
    while (ask("test", URL + "login") == 1 && !terminal.out().contains("last response")) Thread.onSpinWait();
    assertThat(terminal.out())
        .isEqualTo("""
            not served: there is no copy (no-copy)
              the last response was not kept: the response sets a cookie (set-cookie)
              what to do: set_cookie: strip keeps the page without the cookie
            """);
    assertThat(ask("test", URL + "login", "--json")).isEqualTo(1);
    assertThat(terminal.out()).contains("\"notKept\":{", "\"reason\":\"set-cookie\"", "\"advice\":\"set_cookie");
  }

  @Test
  void showsListsCountsAndPurges() throws Exception {
    keep("/");
    keep("/a");
    well = false;
    assertThat(get("/").text()).isEqualTo("page");
    ask("list");
    assertThat(terminal.out().lines()).hasSize(2);
    ask("list", URL + "a");
    assertThat(terminal.out().lines()).singleElement().asString().endsWith(" http://shop.test/a");
    ask("show", "HTTP://Shop.test#top");
    assertThat(terminal.out()).contains("  sha256 ", "  Content-Type: text/plain");
    ask("status");
    assertThat(terminal.out()).contains("2 copies, ", "served instead of:\n  ");
    var metrics = new ByteArrayOutputStream();
    edge.writeMetrics("", metrics);
    assertThat(metrics.toString(ISO_8859_1))
        .contains("fivetwenty_copies 2", "fivetwenty_copies_served_total{cause=\"resp-empty-fin\"} 1");
    assertThat(ask("purge", "http://SHOP.test")).isZero();
    assertThat(terminal.out()).isEqualTo("removed 1\n");
    assertThat(get("/").status()).isEqualTo(520);
    assertThat(ask("purge", "--prefix", "")).isZero();
    assertThat(terminal.out()).isEqualTo("removed 1\n");
  }

  @Test
  void aCrawlBeginsWhenItIsAskedTo() throws Exception {
    assertThat(ask("status")).isZero();
    assertThat(terminal.out()).contains("crawl of */, no round yet:\n  none\n");
    assertThat(ask("crawl")).isZero();
    assertThat(terminal.out()).startsWith("1 crawl begins a round; ");
    while (ask("test", URL) != 0) LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    while (ask("status") != 0 || !terminal.out().contains("crawl of */, last round done, ")) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    assertThat(terminal.out()).containsPattern("good +2\n");
    var metrics = new ByteArrayOutputStream();
    edge.writeMetrics("", metrics);
    assertThat(metrics.toString(ISO_8859_1)).containsPattern("fivetwenty_crawl_rounds_total\\{end=\"done\",route=\".*\"\\} 1");
  }

  @Test
  void aVisitorWhoSawACopyIsToldOfInTheIncident() throws Exception {
    keep("/");
    well = false;
    Reply first = get("/");
    Reply spared = get("/");
    edge.stop();
    assertThat(why(first)).isEqualTo(1);
    assertThat(terminal.out()).contains("200 with a kept copy");
    assertThat(notices)
        .contains(
            "visitors of */ get kept copies in place of resp-empty-fin; see: fivetwenty why "
                + first.field("Ray-Id").orElseThrow());
    assertThat(spared.field("Cache-Status").orElseThrow()).startsWith("fivetwenty; hit; ");
    assertThat(why(spared)).isZero();
    assertThat(terminal.out()).contains("200: the visitor saw a kept copy, since the origin had failed");
  }

  @Test
  void aCopyWithTheStatusOfTheFailureIsCalledOneToo() throws Exception {
    edge.stop();
    type = "text/html";
    start("status: failure, banner: false, ");
    keep("/");
    well = false;
    Reply copy = get("/");
    Reply none = get("/other");
    edge.stop();
    assertThat(copy.status()).isEqualTo(520);
    assertThat(copy.text()).isEqualTo("page");
    assertThat(why(copy)).isEqualTo(1);
    assertThat(terminal.out()).contains("520 with a kept copy");
    assertThat(why(copy, "--json")).isEqualTo(1);
    assertThat(terminal.out()).contains("\"cacheStatus\" : \"fivetwenty; fwd=stale; detail=always-online\"");
    assertThat(none.status()).isEqualTo(520);
    assertThat(why(none)).isEqualTo(1);
    assertThat(terminal.out()).contains("520 by the edge");
    assertThat(why(none, "--json")).isEqualTo(1);
    assertThat(terminal.out()).contains("\"cacheStatus\" : \"\"");
  }

  @Test
  void theFolderIsEnoughToListShowAndPurge() throws Exception {
    keep("/");
    keep("/a");
    String data = folder.resolve("data").toString();
    assertThat(terminal.run("always-online", "list", "--data", data)).isZero();
    assertThat(terminal.out().lines()).hasSize(2);
    assertThat(terminal.run("always-online", "status", "--data", data)).isZero();
    assertThat(terminal.out()).matches("2 copies, [0-9]{3} bytes on disk, from \\S+Z to \\S+Z\n");
    assertThat(terminal.run("always-online", "purge", URL, "--data", data)).isEqualTo(2);
    assertThat(terminal.err()).contains("in use by another process");
    edge.stop();
    assertThat(terminal.run("always-online", "show", URL, "--data", data)).isZero();
    assertThat(terminal.out()).contains("  sha256 ", "  Content-Type: text/plain");
    assertThat(terminal.run("always-online", "purge", URL, "--data", data)).isZero();
    assertThat(terminal.out()).isEqualTo("removed 1\n");
    assertThat(terminal.run("always-online", "list", "--json", "--data", data)).isZero();
    assertThat(terminal.out()).startsWith("{\"copies\":[{\"url\":\"http://shop.test/a\",");
    assertThat(terminal.run("always-online", "purge", "--prefix", "", "--data", data + "-none")).isZero();
    assertThat(terminal.out()).isEqualTo("removed 0\n");
    assertThat(terminal.run("always-online", "test", URL, "--data", data)).isEqualTo(2);
  }

  @Test
  void badInputHasAnAnswer() {
    assertThat(ask("test")).isEqualTo(2);
    assertThat(ask("test", "shop")).isEqualTo(2);
    assertThat(terminal.err()).contains("no URL of a page: shop");
    assertThat(ask("test", "http://a b/")).isEqualTo(2);
    assertThat(terminal.err()).contains("no URL of a page: http://a b/: illegal character");
    assertThat(ask("test", URL, "-H", "x")).isEqualTo(2);
    assertThat(ask("test", URL, "--status", "x")).isEqualTo(2);
    assertThat(ask("list", "a", "b")).isEqualTo(2);
    assertThat(ask("list", "-n", "0")).isEqualTo(2);
    assertThat(ask("purge")).isEqualTo(2);
    assertThat(ask("nothing")).isEqualTo(2);
    assertThat(terminal.run("always-online", "status", "--admin", "127.0.0.1:1")).isEqualTo(3);
  }
}
