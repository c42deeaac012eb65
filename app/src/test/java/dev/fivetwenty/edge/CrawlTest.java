package dev.fivetwenty.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.archive.Archive;
import dev.fivetwenty.archive.FileArchive;
import dev.fivetwenty.edge.crawl.CrawlFigures;
import dev.fivetwenty.edge.crawl.Outcome;
import dev.fivetwenty.edge.crawl.RoundEnd;
import dev.fivetwenty.origin.RawOrigin;
import dev.fivetwenty.wire.Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real edge that walks over the site of an origin, which is gone afterwards.
class CrawlTest {

  private static final String HOST = "shop.test";
  private static final String TERMS =
      "{deny: [/cart], crawl: {start: ['http://shop.test/'], pause: 10ms, requests: 50}}";

  @TempDir Path folder;

  private final Map<String, byte[]> site = new ConcurrentHashMap<>();
  private final List<String> heads = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean gone;
  private RawOrigin origin;
  private Archive archive;
  private TestEdge edge;

  @BeforeEach
  void start() {
    origin = RawOrigin.doing(this::serve);
    archive = FileArchive.open(folder, 64 << 20, 4 << 20, System.err::println);
    edge =
        TestEdge.keeping(
            Profile.CLASSIC, () -> archive, List.of(TestEdge.keeping("*", TERMS, TestEdge.server(origin.port()))));
  }

  @AfterEach
  void end() {
    edge.close();
    archive.close();
    origin.close();
  }

  private void serve(RawOrigin.Peer peer) throws IOException {
    while (!gone) {
      String head = peer.readHead();
      heads.add(head);
      peer.write(site.getOrDefault(head.split(" ")[1], reply("404 Not Found", "text/plain", "none".getBytes(ISO_8859_1))));
    }
  }

  private static byte[] reply(String status, String type, byte[] content) throws IOException {
    String head = "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n".formatted(status, type, content.length);
    var reply = new ByteArrayOutputStream();
    reply.write(head.getBytes(ISO_8859_1));
    reply.write(content);
    return reply.toByteArray();
  }

  private void put(String path, String type, String content) throws IOException {
    site.put(path, reply("200 OK", type, content.getBytes(ISO_8859_1)));
  }

  private CrawlFigures crawl() throws Exception {
    CrawlFigures figures = edge.crawl().get(60, TimeUnit.SECONDS).getFirst();
    archive.settle();
    return figures;
  }

  private Reply ask(String path) throws IOException {
    try (var caller = new Caller(edge.address())) {
      return caller.ask("GET", HOST, path);
    }
  }

  @Test
  void pages_that_nobody_visited_are_there_with_what_belongs_to_them() throws Exception {
    put("/", "text/html", "<link rel=stylesheet href=/look.css><img src=logo.png><a href=/about>us</a><a href=/cart>c</a>");
    put("/look.css", "text/css", "@font-face { src: url('fonts/a.woff2') }");
    put("/fonts/a.woff2", "font/woff2", "font");
    put("/logo.png", "image/png", "png");
    put("/about", "text/html", "<h1>About</h1><a href='http://elsewhere.test/'>other</a>");
    put("/cart", "text/html", "<h1>Cart</h1>");
    CrawlFigures figures = crawl();
    assertThat(figures.last()).hasValue(RoundEnd.DONE);
    assertThat(figures.outcomes()).containsEntry(Outcome.GOOD, 5L).containsEntry(Outcome.TERMS, 1L);
    gone = true;
    for (String path : List.of("/", "/look.css", "/fonts/a.woff2", "/logo.png", "/about")) {
      Reply reply = ask(path);
      assertThat(reply.status()).as(path).isEqualTo(200);
      assertThat(reply.field("Cache-Status").orElse("")).as(path).contains("always-online");
    }
    assertThat(ask("/cart").status()).isEqualTo(520);
    assertThat(heads).noneMatch(head -> head.contains("elsewhere.test"));
  }

  @Test
  void robots_are_obeyed_and_a_sitemap_is_read() throws Exception {
    put("/robots.txt", "text/plain", "User-agent: *\nDisallow: /private\nSitemap: http://shop.test/map.xml.gz\n");
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(
          ("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>http://shop.test/deep</loc></url>"
              + "<url><loc>http://shop.test/private/a</loc></url></urlset>").getBytes(ISO_8859_1));
    }
    site.put("/map.xml.gz", reply("200 OK", "application/gzip", packed.toByteArray()));
    put("/", "text/html", "<a href=/private/b>b</a>");
    put("/deep", "text/html", "<h1>Deep</h1>");
    put("/private/a", "text/html", "a");
    put("/private/b", "text/html", "b");
    assertThat(crawl().outcomes()).containsEntry(Outcome.ROBOTS, 2L);
    assertThat(heads).noneMatch(head -> head.startsWith("GET /private"));
    assertThat(archive.find("http://shop.test/deep")).hasSize(1);
  }

  @Test
  void an_origin_is_told_who_asks_and_asked_once_for_what_is_young() throws Exception {
    put("/", "text/html", "<a href=/more>more</a>");
    put("/more", "text/html", "more");
    crawl();
    assertThat(heads.getFirst())
        .startsWith("GET /robots.txt HTTP/1.1\r\nHost: shop.test\r\nUser-Agent: fivetwenty-crawl/")
        .contains("\r\nCDN-Loop: fivetwenty-", "\r\nVia: 1.1 fivetwenty\r\n", "\r\nX-Forwarded-Proto: http\r\n");
    heads.clear();
    assertThat(crawl().outcomes()).containsEntry(Outcome.ALREADY, 2L);
    assertThat(heads).hasSize(1).first().asString().startsWith("GET /robots.txt ");
  }

  @Test
  void what_is_too_large_to_be_kept_is_not_waited_for() throws Exception {
    put("/", "text/html", "<a href=/film.mp4>film</a><a href=/more>more</a>");
    put("/more", "text/html", "more");
    String head = "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 99999999\r\n\r\n";
    site.put("/film.mp4", head.getBytes(ISO_8859_1));
    CrawlFigures figures = crawl();
    assertThat(figures.last()).hasValue(RoundEnd.DONE);
    assertThat(figures.outcomes()).containsEntry(Outcome.GOOD, 2L).containsEntry(Outcome.TERMS, 1L);
    assertThat(archive.find("http://shop.test/more")).hasSize(1);
  }

  @Test
  void an_origin_that_is_gone_is_left_alone() throws Exception {
    gone = true;
    CrawlFigures figures = crawl();
    assertThat(figures.last()).hasValue(RoundEnd.FAILING);
    assertThat(figures.outcomes()).containsEntry(Outcome.FAILED, 1L).containsEntry(Outcome.GOOD, 0L);
  }

  @Test
  void what_visitors_asked_for_most_comes_first() throws Exception {
    put("/", "text/html", "start");
    for (String path : List.of("/rare", "/often")) put(path, "text/html", path);
    ask("/rare");
    for (int i = 0; i < 3; i++) ask("/often");
    archive.settle();
    archive.remove(copy -> true);
    heads.clear();
    crawl();
    assertThat(heads.stream().map(head -> head.split(" ")[1])).containsExactly("/robots.txt", "/often", "/rare", "/");
  }
}
