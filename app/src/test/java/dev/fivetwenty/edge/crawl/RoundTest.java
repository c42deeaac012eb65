package dev.fivetwenty.edge.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.AlwaysOnline.Crawl;
import dev.fivetwenty.edge.crawl.site.Link;
import dev.fivetwenty.edge.crawl.site.Robots;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Rounds over a site that is a table, in a time that passes in pauses only.
class RoundTest {

  private static final String SITE = "https://a.test";

  private final Map<String, Fetched> site = new HashMap<>();
  private final Map<String, Long> demand = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final Tally tally = new Tally("a.test/");
  private long now;

  private final class Table implements Visits {

    @Override
    public boolean isPage(URI url) {
      return !url.getPath().startsWith("/denied");
    }

    @Override
    public boolean isKept(URI url) {
      return isPage(url);
    }

    @Override
    public Optional<Fetched> young(URI url) {
      return Optional.empty();
    }

    @Override
    public Fetched ask(URI url, Predicate<String> reads, int most) {
      asked.add(url.toString().startsWith(SITE) ? Link.target(url) : url.toString());
      return site.getOrDefault(Link.target(url), answer(404, "text/plain", "", ""));
    }
  }

  private static Fetched answer(int status, String type, String location, String content) {
    byte[] bytes = content.getBytes(UTF_8);
    return new Fetched(status, type, "", location, bytes, bytes.length, Optional.empty());
  }

  private void page(String path, String html) {
    site.put(path, answer(200, "text/html", "", html));
  }

  private static Crawl terms(int requests, long size, Duration within, int depth) {
    return new Crawl(
        List.of(URI.create(SITE + "/")), List.of(), Duration.ofHours(1), Duration.ofSeconds(1), requests, size, within,
        depth);
  }

  private RoundEnd run(Crawl terms) throws InterruptedException {
    return run(terms, List.of());
  }

  private RoundEnd run(Crawl terms, List<String> popular) throws InterruptedException {
    Pauses waiting = time -> {
      pauses.add(time);
      now += time.toNanos();
    };
    return new Round(terms, new Table(), waiting, url -> demand.getOrDefault(Link.target(url), 0L), tally, () -> now)
        .run(popular);
  }

  private static Crawl usual() {
    return terms(100, 1 << 20, Duration.ofMinutes(10), 2);
  }

  /// Each page leads to the next.
  private void chain(int length) {
    page("/", "<a href=/1>1</a>");
    for (int i = 1; i < length; i++) page("/" + i, "<a href=/%d>next</a>".formatted(i + 1));
  }

  @Test
  void what_belongs_to_a_page_comes_before_the_next_page() throws Exception {
    page("/", "<a href=/1>1</a><img src=/a.png><link rel=stylesheet href=/a.css>");
    site.put("/a.css", answer(200, "text/css", "", "a { b: url(/b.png) }"));
    assertThat(run(usual())).isEqualTo(RoundEnd.DONE);
    assertThat(asked).containsExactly("/robots.txt", "/", "/a.png", "/a.css", "/b.png", "/1");
  }

  @Test
  void what_style_sheets_and_modules_load_belongs_to_the_page() throws Exception {
    page("/", "<link rel=stylesheet href=/a.css><script type=module src=/js/a.js></script>");
    site.put("/a.css", answer(200, "text/css", "", "@import\"b.css\";"));
    site.put("/b.css", answer(200, "text/css; charset=utf-8", "", "@import url(c.css) print;"));
    site.put("/js/a.js", answer(200, "text/javascript", "", "import './b.js'; import {a} from 'https://b.test/c.js';"));
    site.put("/js/b.js", answer(200, "application/javascript", "", "import './a.js'; import('./c.js')"));
    assertThat(run(usual())).isEqualTo(RoundEnd.DONE);
    assertThat(asked)
        .containsExactly("/robots.txt", "/", "/a.css", "/js/a.js", "/b.css", "/js/b.js", "/c.css", "/js/c.js");
  }

  @Test
  void links_are_followed_as_deep_as_the_terms_say() throws Exception {
    chain(10);
    assertThat(run(usual())).isEqualTo(RoundEnd.DONE);
    assertThat(asked).containsExactly("/robots.txt", "/", "/1", "/2");
  }

  @Test
  void a_round_has_bounds() throws Exception {
    chain(1000);
    assertThat(run(terms(5, 1 << 20, Duration.ofDays(1), 1000))).isEqualTo(RoundEnd.REQUESTS);
    assertThat(asked).hasSize(5);
    assertThat(run(terms(1000, 60, Duration.ofDays(1), 1000))).isEqualTo(RoundEnd.SIZE);
    asked.clear();
    assertThat(run(terms(1000, 1 << 20, Duration.ofSeconds(30), 1000))).isEqualTo(RoundEnd.TIME);
    assertThat(asked).hasSize(31);
  }

  @Test
  void a_site_that_wants_longer_pauses_has_them() throws Exception {
    site.put("/robots.txt", answer(200, "text/plain", "", "User-agent: *\nCrawl-delay: 7"));
    chain(2);
    run(usual());
    assertThat(pauses).isNotEmpty().containsOnly(Duration.ofSeconds(7));
  }

  @Test
  void what_is_asked_for_most_comes_first_and_queries_last() throws Exception {
    page("/", "<a href='/b?x=1'>x</a><a href=/c>c</a>");
    demand.put("/a", 5L);
    demand.put("/", 3L);
    run(usual(), List.of(SITE + "/a", "https://elsewhere.test/", "no url"));
    assertThat(asked).containsExactly("/robots.txt", "/a", "/", "/c", "/b?x=1");
  }

  @Test
  void an_origin_that_asks_for_less_gets_nothing_more() throws Exception {
    chain(10);
    site.put("/1", answer(429, "text/plain", "", ""));
    assertThat(run(usual())).isEqualTo(RoundEnd.BUSY);
    assertThat(asked).endsWith("/1");
  }

  @Test
  void an_origin_that_fails_again_and_again_is_left_alone() throws Exception {
    page("/", "<a href=/1>1</a><a href=/2>2</a><a href=/3>3</a><a href=/4>4</a>");
    for (String path : List.of("/1", "/2")) site.put(path, Fetched.failed("resp-empty-fin"));
    site.put("/3", answer(500, "text/plain", "", ""));
    assertThat(run(usual())).isEqualTo(RoundEnd.FAILING);
    assertThat(asked).containsExactly("/robots.txt", "/", "/1", "/2", "/3");
    assertThat(tally.figures().outcomes()).containsEntry(Outcome.FAILED, 2L);
  }

  @Test
  void what_is_too_large_is_no_failure_of_the_origin() throws Exception {
    page("/", "<a href=/1>1</a><a href=/2>2</a><a href=/3>3</a><a href=/4>4</a>");
    for (String path : List.of("/1", "/2", "/3")) {
      site.put(path, new Fetched(200, "application/pdf", "", "", new byte[0], 99, Optional.of(Fetched.TOO_LARGE)));
    }
    assertThat(run(usual())).isEqualTo(RoundEnd.DONE);
    assertThat(asked).endsWith("/3", "/4");
    assertThat(tally.figures().outcomes()).containsEntry(Outcome.FAILED, 0L).containsEntry(Outcome.TERMS, 3L);
  }

  @Test
  void without_robots_that_can_be_read_nothing_is_asked_for() throws Exception {
    chain(2);
    for (Fetched robots : List.of(
        answer(500, "text/plain", "", ""), Fetched.failed("tcp-refused"),
        answer(301, "", "https://elsewhere.test/robots.txt", ""), answer(302, "", "/robots.txt", ""))) {
      asked.clear();
      site.put("/robots.txt", robots);
      assertThat(run(usual())).isEqualTo(RoundEnd.FAILING);
      assertThat(asked).containsOnly("/robots.txt").hasSizeLessThanOrEqualTo(6);
    }
  }

  @Test
  void robots_in_a_coding_that_nobody_asked_for_cannot_be_read() throws Exception {
    byte[] bytes = "packed".getBytes(UTF_8);
    site.put("/robots.txt", new Fetched(200, "text/plain", "br", "", bytes, bytes.length, Optional.empty()));
    assertThat(run(usual())).isEqualTo(RoundEnd.FAILING);
    assertThat(asked).containsExactly("/robots.txt");
  }

  @Test
  void of_robots_that_are_too_long_the_beginning_counts() throws Exception {
    chain(3);
    byte[] bytes = ("User-agent: *\nDisallow: /1\n" + "# ".repeat(Robots.MOST_BYTES)).substring(0, Robots.MOST_BYTES).getBytes(UTF_8);
    site.put("/robots.txt", new Fetched(200, "text/plain", "", "", bytes, bytes.length, Optional.of("larger")));
    assertThat(run(usual())).isEqualTo(RoundEnd.DONE);
    assertThat(asked).containsExactly("/robots.txt", "/");
  }

  @Test
  void robots_may_be_elsewhere_on_the_site() throws Exception {
    chain(2);
    site.put("/robots.txt", answer(302, "", "/r", ""));
    site.put("/r", answer(200, "text/plain", "", "User-agent: *\nDisallow: /1"));
    assertThat(run(usual())).isEqualTo(RoundEnd.DONE);
    assertThat(asked).containsExactly("/robots.txt", "/r", "/");
    assertThat(tally.figures().outcomes()).containsEntry(Outcome.ROBOTS, 1L);
  }

  @Test
  void redirects_stay_on_the_site_and_end() throws Exception {
    site.put("/", answer(301, "", "/home", ""));
    site.put("/home", answer(302, "", "/", ""));
    page("/x", "");
    assertThat(run(usual())).isEqualTo(RoundEnd.DONE);
    assertThat(asked).containsExactly("/robots.txt", "/", "/home");
    site.put("/", answer(301, "", "https://elsewhere.test/", ""));
    asked.clear();
    run(usual());
    assertThat(asked).containsExactly("/robots.txt", "/");
  }

  @Test
  void sitemaps_that_name_each_other_are_read_once() throws Exception {
    site.put("/robots.txt", answer(200, "text/plain", "", "Sitemap: https://a.test/s1\nSitemap: https://elsewhere.test/s"));
    String index = "<sitemapindex><sitemap><loc>https://a.test/s1</loc></sitemap><sitemap><loc>https://a.test/s2</loc>"
        + "</sitemap></sitemapindex>";
    site.put("/s1", answer(200, "application/xml", "", index));
    String urls = "<urlset><url><loc>https://a.test/p</loc></url><url><loc>https://elsewhere.test/q</loc></url></urlset>";
    site.put("/s2", answer(200, "application/xml", "", urls));
    run(usual());
    assertThat(asked).containsExactly("/robots.txt", "/s1", "/s2", "/", "/p");
  }

  @Test
  void what_the_terms_do_not_keep_is_not_asked_for() throws Exception {
    page("/", "<img src=/denied.png><a href=/denied>x</a><img src=http://a.test/other-scheme.png>");
    run(usual());
    assertThat(asked).containsExactly("/robots.txt", "/");
    assertThat(tally.figures().outcomes()).containsEntry(Outcome.TERMS, 2L);
  }
}
