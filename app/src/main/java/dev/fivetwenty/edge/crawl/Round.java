package dev.fivetwenty.edge.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fivetwenty.config.AlwaysOnline.Crawl;
import dev.fivetwenty.edge.crawl.Frontier.Item;
import dev.fivetwenty.edge.crawl.site.Link;
import dev.fivetwenty.edge.crawl.site.PageLinks;
import dev.fivetwenty.edge.crawl.site.Robots;
import dev.fivetwenty.edge.crawl.site.ScriptLinks;
import dev.fivetwenty.edge.crawl.site.Sitemap;
import dev.fivetwenty.edge.crawl.site.StyleLinks;
import dev.fivetwenty.edge.crawl.site.Link;
import dev.fivetwenty.edge.crawl.site.PageLinks;
import dev.fivetwenty.edge.crawl.site.Robots;
import dev.fivetwenty.edge.crawl.site.ScriptLinks;
import dev.fivetwenty.edge.crawl.site.Sitemap;
import dev.fivetwenty.edge.crawl.site.StyleLinks;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// One walk over a site, within the bounds of its terms. For one thread.
final class Round {

  /// Sitemaps of one round, those of an index included.
  private static final int MOST_SITEMAPS = 50;

  private static final int MOST_REDIRECTS_OF_ROBOTS = 5;

  /// Bytes of a page, style sheet or script that are looked at.
  static final int MOST_READ = 4 << 20;

  /// Failures in a row that say that the origin is not there.
  private static final int FAILING = 3;

  private static final Predicate<String> ANYTHING = type -> true;

  private final Crawl terms;
  private final Visits visits;
  private final Pauses pauses;
  private final Tally tally;
  private final LongSupplier nanos;
  private final Frontier frontier;
  private final Set<String> sites = new HashSet<>();
  private final Map<String, Robots> robots = new HashMap<>();
  private long began;
  private int requests;
  private long bytes;
  private int failures;
  private boolean busy;

  /// @param demand how often visitors asked for a URL lately
  Round(Crawl terms, Visits visits, Pauses pauses, ToLongFunction<URI> demand, Tally tally, LongSupplier nanos) {
    this.terms = terms;
    this.visits = visits;
    this.pauses = pauses;
    this.tally = tally;
    this.nanos = nanos;
    frontier = new Frontier(demand);
    Stream.concat(terms.start().stream(), terms.sitemaps().stream()).map(Link::site).forEach(sites::add);
  }

  /// Walks until there is nothing more, or no more is allowed.
  ///
  /// @param popular what visitors ask for most
  RoundEnd run(List<String> popular) throws InterruptedException {
    began = nanos.getAsLong();
    terms.start().forEach(url -> Link.of(url.toString()).ifPresent(u -> frontier.page(u, 0)));
    popular.forEach(url -> page(url, 0));
    sitemaps();
    while (true) {
      Optional<RoundEnd> end = end();
      if (end.isPresent()) return end.get();
      Optional<Item> next = frontier.next();
      if (next.isEmpty()) return RoundEnd.DONE;
      visit(next.get());
    }
  }

  private Optional<RoundEnd> end() {
    if (busy) return Optional.of(RoundEnd.BUSY);
    if (failures >= FAILING || knowsOfNoSite()) return Optional.of(RoundEnd.FAILING);
    if (requests >= terms.requests()) return Optional.of(RoundEnd.REQUESTS);
    if (bytes >= terms.maxSize()) return Optional.of(RoundEnd.SIZE);
    boolean late = nanos.getAsLong() - began >= terms.within().toNanos();
    return late ? Optional.of(RoundEnd.TIME) : Optional.empty();
  }

  /// Where nothing may be asked for, since nobody knows what may.
  private boolean knowsOfNoSite() {
    return robots.size() == sites.size() && robots.values().stream().allMatch(each -> each == Robots.UNREACHABLE);
  }

  private void page(String url, int depth) {
    Link.of(url).filter(this::isHere).ifPresent(found -> frontier.page(found, depth));
  }

  private boolean isHere(URI url) {
    return sites.contains(Link.site(url));
  }

  // What the site says of itself.

  private void sitemaps() throws InterruptedException {
    Queue<String> left = new ArrayDeque<>();
    terms.sitemaps().forEach(url -> left.add(url.toString()));
    for (String site : List.copyOf(sites)) left.addAll(robots(URI.create(site + "/")).sitemaps());
    Set<URI> seen = new HashSet<>();
    while (!left.isEmpty() && seen.size() < MOST_SITEMAPS && end().isEmpty()) {
      Optional<URI> url = Link.of(left.remove()).filter(this::isHere).filter(seen::add);
      if (url.isEmpty() || !robots(url.get()).allows(Link.target(url.get()))) continue;
      Fetched fetched = ask(url.get(), ANYTHING, Sitemap.MOST_BYTES);
      if (!fetched.isGood()) continue;
      Sitemap read = Sitemap.read(fetched.decoded().orElse(fetched.content()));
      read.pages().forEach(page -> page(page, 0));
      left.addAll(read.sitemaps());
    }
  }

  /// Returns what the site of a URL says, asking for it the first time.
  private Robots robots(URI url) throws InterruptedException {
    String site = Link.site(url);
    Robots known = robots.get(site);
    if (known != null) return known;
    Robots found = askForRobots(URI.create(site + "/robots.txt"));
    robots.put(site, found);
    return found;
  }

  /// RFC 9309 §2.3.1.
  private Robots askForRobots(URI at) throws InterruptedException {
    URI url = at;
    for (int i = 0; i <= MOST_REDIRECTS_OF_ROBOTS; i++) {
      Fetched fetched = ask(url, ANYTHING, Robots.MOST_BYTES);
      // Of a longer file the beginning counts, RFC 9309 §2.5.
      boolean enough = fetched.isGood() || fetched.status() == 200 && fetched.content().length >= Robots.MOST_BYTES;
      if (enough) return fetched.decoded().map(Robots::parse).orElse(Robots.UNREACHABLE);
      if (!fetched.isRedirect()) return isThereNone(fetched) ? Robots.NONE : Robots.UNREACHABLE;
      Optional<URI> next = Link.of(url, fetched.location()).filter(this::isHere);
      if (next.isEmpty()) return Robots.UNREACHABLE;
      url = next.get();
    }
    return Robots.UNREACHABLE;
  }

  private static boolean isThereNone(Fetched fetched) {
    boolean refused = fetched.status() >= 400 && fetched.status() < 500 && fetched.status() != 429;
    return fetched.failure().isEmpty() && refused;
  }

  // Pages and their parts.

  private void visit(Item item) throws InterruptedException {
    URI url = item.url();
    if (!(item.part() ? visits.isKept(url) : visits.isPage(url))) {
      tally.count(Outcome.TERMS);
      return;
    }
    if (!robots(url).allows(Link.target(url))) {
      tally.count(Outcome.ROBOTS);
      return;
    }
    Optional<Fetched> young = visits.young(url);
    if (young.isPresent()) tally.count(Outcome.ALREADY);
    else if (end().isPresent()) return;
    read(item, young.isPresent() ? young.get() : ask(url, Fetched::isRead, MOST_READ));
  }

  private void read(Item item, Fetched fetched) {
    if (fetched.isRedirect()) {
      // Which is a way to it, and no link.
      Link.of(item.url(), fetched.location()).ifPresent(url -> found(url, item.depth(), item.part()));
    } else if (fetched.isGood()) {
      fetched.decoded().ifPresent(content -> read(item, fetched, content));
    }
  }

  private void read(Item item, Fetched fetched, byte[] content) {
    Consumer<URI> part = url -> found(url, item.depth(), true);
    if (fetched.isStyle()) {
      StyleLinks.of(new String(content, UTF_8), item.url(), part);
    } else if (fetched.isScript()) {
      ScriptLinks.of(new String(content, UTF_8), item.url(), part);
    } else if (fetched.isHtml()) {
      PageLinks links = PageLinks.of(content, fetched.type(), item.url());
      links.parts().forEach(part);
      boolean deeper = !item.part() && item.depth() < terms.depth();
      if (deeper) links.links().forEach(url -> found(url, item.depth() + 1, false));
    }
  }

  private void found(URI url, int depth, boolean part) {
    if (!isHere(url)) return;
    if (part) frontier.part(url, depth);
    else frontier.page(url, depth);
  }

  private Fetched ask(URI url, Predicate<String> reads, int most) throws InterruptedException {
    if (requests > 0) pauses.pause(pause(url));
    requests++;
    Fetched fetched = visits.ask(url, reads, most);
    bytes += fetched.bytes();
    tally.received(fetched.bytes());
    tally.count(outcome(fetched));
    boolean failed = fetched.failure().isPresent() && !fetched.isTooLarge() || fetched.status() >= 500;
    failures = failed ? failures + 1 : 0;
    busy |= fetched.failure().isEmpty() && (fetched.status() == 429 || fetched.status() == 503);
    return fetched;
  }

  private Duration pause(URI url) {
    Robots known = robots.getOrDefault(Link.site(url), Robots.NONE);
    return known.delay().compareTo(terms.pause()) > 0 ? known.delay() : terms.pause();
  }

  private static Outcome outcome(Fetched fetched) {
    if (fetched.isTooLarge()) return Outcome.TERMS;
    if (fetched.failure().isPresent()) return Outcome.FAILED;
    if (fetched.isGood()) return Outcome.GOOD;
    return fetched.isRedirect() ? Outcome.REDIRECT : Outcome.OTHER;
  }
}
