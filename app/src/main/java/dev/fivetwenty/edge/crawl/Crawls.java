package dev.fivetwenty.edge.crawl;

import dev.fivetwenty.config.AlwaysOnline.Crawl;
import dev.fivetwenty.edge.copy.Demand;
import dev.fivetwenty.edge.health.Signature;
import dev.fivetwenty.edge.route.RouteTable;
import dev.fivetwenty.origin.socket.Transport;
import io.netty.channel.EventLoop;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The crawls of a configuration, one per route that wants it. Safe for all threads; nothing waits.
public final class Crawls implements AutoCloseable {

  private final Ways ways;
  private final Consumer<String> notices;
  private final Map<Job, Crawling> running = new LinkedHashMap<>();

  /// A crawl that is wanted.
  ///
  /// @param route  its name
  /// @param demand what visitors of the route ask for
  public record Job(String route, Crawl terms, Demand demand) {}

  /// @param loop      number of the event loop
  /// @param routes    those in force
  /// @param signature used on the event loop only
  /// @param notices   takes a line for the operator, on the crawl's thread
  public Crawls(
      EventLoop events, int loop, Transport transport, InstantSource wall, Supplier<RouteTable> routes,
      Signature signature, Consumer<String> notices) {
    ways = new Ways(events, loop, transport, wall, routes, signature);
    this.notices = notices;
  }

  /// Has these crawls from now on, and no others; those that there are already go on.
  public synchronized void keep(List<Job> wanted) {
    var still = new HashSet<>(wanted);
    running.entrySet().removeIf(entry -> {
      if (still.contains(entry.getKey())) return false;
      entry.getValue().stop();
      return true;
    });
    for (Job job : wanted) running.computeIfAbsent(job, this::started);
  }

  private Crawling started(Job job) {
    var crawling = new Crawling(job, ways, notices);
    crawling.start();
    return crawling;
  }

  /// Has each begin a round now, or after the one that it is in; returns what completes when all are over.
  public synchronized CompletableFuture<List<CrawlFigures>> now() {
    var ends = running.values().stream().map(Crawling::now).toList();
    return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
        .thenApply(done -> ends.stream().map(CompletableFuture::join).toList());
  }

  public synchronized List<CrawlFigures> figures() {
    var figures = new ArrayList<CrawlFigures>();
    running.values().forEach(each -> figures.add(each.figures()));
    return figures;
  }

  /// Ends all crawls.
  @Override
  public void close() {
    keep(List.of());
  }
}
