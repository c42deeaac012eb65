package dev.fivetwenty.edge.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.archive.Archive;
import dev.fivetwenty.archive.FileArchive;
import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.config.Route;
import dev.fivetwenty.doctor.Timekeeper;
import dev.fivetwenty.doctor.browser.Browser;
import dev.fivetwenty.doctor.browser.BrowserWay;
import dev.fivetwenty.doctor.browser.Tab;
import dev.fivetwenty.edge.Caller;
import dev.fivetwenty.edge.LabThroughEdgeTest;
import dev.fivetwenty.edge.Reply;
import dev.fivetwenty.edge.TestEdge;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.lab.repertoire.Scenarios;
import dev.fivetwenty.lab.scenario.Ask;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.origin.RawOrigin;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.peers.Programs;
import dev.fivetwenty.wire.Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A site that Chromium browsed once, and its origin, which then fails in each of the lab's ways: pages look as
/// they did, with a banner over their end, and who must not see a copy sees the failure.
class PagesInOutagesTest {

  /// Pictures are left there, where it is named.
  private static final Optional<Path> PICTURES = Optional.ofNullable(System.getProperty("pictures")).map(Path::of);

  /// One of each kind that needs no patience.
  private static final List<String> FEW =
      List.of(
          "resp-empty-fin", "resp-empty-rst", "head-truncated-fin", "nonhttp-banner", "sl-status-alpha", "hdr-none",
          "limit-header-section", "cl-dup-differ", "interim-only-then-close", "tcp-refused", "tls-cert-expired",
          "te-unknown");

  /// Whether the head was passed on before they fail is chance.
  private static final Set<Cause> RACES = Set.of(Cause.TLS_RECORD_ERROR_MID);

  private static final String TERMS = "{refresh_after: 0s}";

  /// Where the banner lies, in pixels of the picture: its top, and how far its other sides are from the window's.
  private static final String BANNER =
      """
      (() => {
        const banner = document.querySelector('[role=region][aria-label="Saved copy"]');
        if (!banner) return '';
        const box = banner.getBoundingClientRect();
        return [box.top, box.left, innerWidth - box.right, innerHeight - box.bottom]
          .map(edge => Math.floor(edge * devicePixelRatio)).join(' ');
      })()""";

  @TempDir Path folder;

  private final List<AutoCloseable> open = new ArrayList<>();
  private final Map<Integer, BufferedImage> before = new HashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private final Set<String> shown = new LinkedHashSet<>();
  private Path chromium;
  private Archive archive;

  @BeforeEach
  void start() {
    chromium = Programs.require("chromium");
    archive = FileArchive.open(folder.resolve("copies"), 256 << 20, 16 << 20, System.err::println);
    open.add(archive);
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable each : open.reversed()) each.close();
  }

  @Test
  void pagesLookInAnOutageAsTheyDidBefore() throws Exception {
    browse(FEW.size());
    breakDown(FEW.stream().map(way -> Scenarios.named(way).orElseThrow()).toList(), FEW.size());
    assertThat(wrong).isEmpty();
    assertThat(shown).hasSameElementsAs(FEW);
  }

  @Test
  @Tag("soak")
  @Tag("long")
  void twoHundredPagesLookInEveryOutageAsTheyDidBefore() throws Exception {
    browse(200);
    List<Scenario> ways =
        Scenarios.all().stream()
            .filter(LabThroughEdgeTest::canBeAsked)
            .filter(scenario -> scenario.ask().equals(Ask.GET) && !RACES.contains(scenario.cause()))
            .toList();
    breakDown(ways, 200);
    assertThat(wrong).isEmpty();
    assertThat(shown).hasSizeGreaterThan(95);
    System.out.printf("pages looked the same in %d outages: %s%n", shown.size(), String.join(" ", shown));
  }

  private void browse(int pages) throws Exception {
    RawOrigin origin = RawOrigin.doing(Site.of(pages)::serve);
    Route route = TestEdge.keeping(Site.HOST, TERMS, TestEdge.server(origin.port()));
    try (origin;
        TestEdge edge = TestEdge.keeping(Profile.CLASSIC, () -> archive, List.of(route));
        Browser browser = browser(edge)) {
      Tab tab = Tab.open(browser);
      for (int page : byWindow(IntStream.range(0, pages).boxed().toList())) {
        List<Tab.Got> got = visit(tab, page);
        assertThat(got).as("page " + page).hasSize(Site.PARTS)
            .allMatch(each -> each.status() == 200 && !each.fields().containsKey("Cache-Status"));
        archive.settle();
        before.put(page, tab.picture());
      }
    }
    assertThat(before.values().stream().map(Pictures::digest)).doesNotHaveDuplicates();
  }

  private Browser browser(TestEdge edge) throws Exception {
    var target =
        new Target(URI.create("http://" + Site.HOST + "/"), Optional.of("127.0.0.1"), edge.address().getPort());
    return Browser.start(chromium, BrowserWay.to(target, true, false), folder, Timekeeper.system());
  }

  /// Light and dark, a phone and a desk.
  private static Tab.Window window(int page) {
    boolean dark = page / 2 % 2 == 1;
    return page % 2 == 0 ? new Tab.Window(1000, 600, 1, false, dark) : new Tab.Window(390, 700, 2, true, dark);
  }

  private static List<Integer> byWindow(List<Integer> pages) {
    return pages.stream().sorted(Comparator.comparing(page -> page % 4)).toList();
  }

  private static List<Tab.Got> visit(Tab tab, int page) throws Exception {
    tab.show(window(page));
    return tab.visit("http://" + Site.HOST + Site.path(page));
  }

  /// Each page has an origin of its own that fails in one way, one after the other.
  private void breakDown(List<Scenario> ways, int pages) throws Exception {
    var lab = Lab.open(LabOptions.ANYWHERE.writingCertificatesTo(folder));
    open.add(lab);
    lab.certificatesWritten().get();
    var groups = new LinkedHashMap<String, List<Integer>>();
    for (int page = 0; page < pages; page++) {
      String terms = LabThroughEdgeTest.terms(ways.get(page % ways.size()));
      groups.computeIfAbsent(terms, _ -> new ArrayList<>()).add(page);
    }
    for (List<Integer> group : groups.values()) breakDown(group, page -> ways.get(page % ways.size()), lab);
  }

  private void breakDown(List<Integer> pages, IntFunction<Scenario> way, Lab lab) throws Exception {
    var routes = new ArrayList<Route>();
    for (int page : pages) routes.add(route(page, way.apply(page), lab));
    Profile profile = LabThroughEdgeTest.profile(way.apply(pages.getFirst()));
    try (TestEdge edge = TestEdge.keeping(profile, () -> archive, routes);
        Browser browser = browser(edge)) {
      Tab tab = Tab.open(browser);
      for (int page : byWindow(failing(edge, pages))) look(tab, edge, page, way.apply(page).slug());
    }
  }

  /// Returns the pages whose failure is known before a head was passed on: later nothing can take its place.
  private static List<Integer> failing(TestEdge edge, List<Integer> pages) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> asked =
          pages.stream()
              .<Callable<Boolean>>map(
                  page -> () -> isFailure(ask(edge, "GET", page, "api", "Cookie: a=b")))
              .toList();
      List<Future<Boolean>> failed = threads.invokeAll(asked);
      return IntStream.range(0, pages.size())
          .filter(i -> failed.get(i).resultNow())
          .mapToObj(pages::get)
          .toList();
    }
  }

  private Route route(int page, Scenario scenario, Lab lab) throws IOException {
    Lab own = lab;
    if (scenario.kind() == Scenario.Kind.PATH) {
      own = Lab.open(LabOptions.ANYWHERE.only(scenario));
      open.add(own);
    }
    Route usual = LabThroughEdgeTest.route(scenario, own, folder);
    return TestEdge.keeping(
        new Route(
            Site.HOST, Site.path(page), usual.origins(), usual.balance(), usual.hostField(), usual.tls(),
            usual.healthCheck(), usual.ejection(), usual.slowReturn(), usual.retryNonIdempotent(), usual.rules(),
            Optional.empty()),
        TERMS);
  }

  private void look(Tab tab, TestEdge edge, int page, String way) throws Exception {
    String where = way + ", page " + page + ": ";
    List<Tab.Got> got = visit(tab, page);
    if (got.size() != Site.PARTS) wrong.add(where + got.size() + " responses");
    for (Tab.Got each : got) {
      boolean copy = each.status() == 200 && isCopy(each.fields().getOrDefault("Cache-Status", ""));
      if (!copy) wrong.add(where + each);
    }
    BufferedImage now = tab.picture();
    String banner = tab.evaluate(BANNER);
    if (PICTURES.isPresent()) save(now, "%03d-%s".formatted(page, way));
    if (!isInPlace(banner, page)) wrong.add(where + "the banner is at " + banner);
    int height = banner.isEmpty() ? now.getHeight() : Integer.parseInt(banner.split(" ")[0]);
    if (!Pictures.areSame(before.get(page), now, height)) {
      save(before.get(page), "%03d-before".formatted(page));
      save(now, "%03d-%s".formatted(page, way));
      wrong.add(where + "looks otherwise");
    }
    honest(edge, page, where);
    shown.add(way);
  }

  private static boolean isCopy(String status) {
    return status.matches("fivetwenty; (fwd=stale|hit; ttl=-?\\d+); detail=always-online");
  }

  private static boolean isInPlace(String banner, int page) {
    return Site.isStrict(page) ? banner.isEmpty() : banner.matches("[1-9]\\d{2,3} 0 0 0");
  }

  private void save(BufferedImage picture, String name) throws IOException {
    Path to = Files.createDirectories(PICTURES.orElse(folder));
    ImageIO.write(picture, "png", to.resolve(name + ".png").toFile());
  }

  /// Those for whom there is no copy see the failure.
  private void honest(TestEdge edge, int page, String where) throws IOException {
    List<Reply> replies =
        List.of(
            ask(edge, "GET", page, "", "Cookie: session=1"),
            ask(edge, "GET", page, "", "Authorization: Basic YTpi"),
            ask(edge, "POST", page, "", "Content-Length: 0"),
            ask(edge, "GET", page, "api", "Accept: application/json"));
    for (Reply reply : replies) {
      if (!isFailure(reply) || reply.text().contains("<h1>Page")) wrong.add(where + "not the failure, but " + reply);
    }
  }

  private static boolean isFailure(Reply reply) {
    boolean made = reply.field("Proxy-Status").isPresent() && reply.field("Cache-Status").isEmpty();
    return made && reply.status() >= 520 && reply.status() <= 530;
  }

  private static Reply ask(TestEdge edge, String method, int page, String name, String field) throws IOException {
    try (var caller = new Caller(edge.address())) {
      return caller.ask(method, Site.HOST, Site.path(page) + name, field);
    }
  }
}
