package dev.fivetwenty.edge.crawl;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.function.ToLongFunction;

/// What is still to be asked for, each URL once: what belongs to a page before the next page, and of pages the
/// one that visitors ask for most.
final class Frontier {

  /// URLs that are remembered: a site can name any number.
  static final int MOST = 50_000;

  /// One to ask for.
  ///
  /// @param depth links that led here
  /// @param part  it belongs to a page
  record Item(URI url, int depth, boolean part) {}

  private record Ranked(Item item, long demand, int order) {

    boolean hasQuery() {
      return item.url().getRawQuery() != null;
    }
  }

  /// A site's filters and calendars have any number of URLs, with queries: those come last.
  private static final Comparator<Ranked> RANK =
      Comparator.comparingLong(Ranked::demand).reversed()
          .thenComparing(Ranked::hasQuery)
          .thenComparingInt(each -> each.item().depth())
          .thenComparingInt(Ranked::order);

  private final ToLongFunction<URI> demand;
  private final Set<URI> seen = new HashSet<>();
  private final PriorityQueue<Ranked> pages = new PriorityQueue<>(RANK);
  private final Queue<Item> parts = new ArrayDeque<>();

  /// @param demand how often visitors asked for it lately
  Frontier(ToLongFunction<URI> demand) {
    this.demand = demand;
  }

  void page(URI url, int depth) {
    if (isNew(url)) pages.add(new Ranked(new Item(url, depth, false), demand.applyAsLong(url), seen.size()));
  }

  void part(URI url, int depth) {
    if (isNew(url)) parts.add(new Item(url, depth, true));
  }

  private boolean isNew(URI url) {
    return seen.size() < MOST && seen.add(url);
  }

  Optional<Item> next() {
    Item part = parts.poll();
    if (part != null) return Optional.of(part);
    return Optional.ofNullable(pages.poll()).map(Ranked::item);
  }
}
