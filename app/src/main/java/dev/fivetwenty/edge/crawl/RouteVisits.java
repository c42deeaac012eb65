package dev.fivetwenty.edge.crawl;

import dev.fivetwenty.archive.Content;
import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.edge.copy.RouteCopies;
import dev.fivetwenty.edge.copy.Taking;
import dev.fivetwenty.edge.crawl.site.Link;
import dev.fivetwenty.edge.health.OwnRequest;
import dev.fivetwenty.edge.route.Origin;
import dev.fivetwenty.edge.route.Route;
import dev.fivetwenty.edge.route.RouteTable;
import dev.fivetwenty.origin.Endpoint;
import dev.fivetwenty.origin.OriginPool;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.policy.alwaysonline.Asked;
import dev.fivetwenty.policy.alwaysonline.Copy;
import dev.fivetwenty.policy.alwaysonline.field.HeadFields;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/// Visits by way of the routes: to their origins, as their visitors' requests go, and to their copies. For one
/// round.
final class RouteVisits implements Visits, AutoCloseable {

  /// One request, all of it.
  private static final Duration WITHIN = Duration.ofMinutes(2);

  private static final String USER_AGENT =
      RequestBytes.USER_AGENT.replace("/", "-crawl/") + " (keeps copies for Always Online)";

  /// What the origin is sent that `Vary` may name: a visitor who accepts gzip can have the copy.
  private static final HeadFields FIELDS =
      HeadFields.of("User-Agent: " + USER_AGENT, "Accept: */*", "Accept-Encoding: gzip");

  private static final byte[] NOTHING = {};

  private final Ways ways;
  private final String name;
  private final RouteTable routes;
  private final Instant young;
  /// Confined to the event loop.
  private final Map<Endpoint, OriginPool> pools = new HashMap<>();

  /// @param name  of the crawl's route
  /// @param young copies that came later are good enough
  RouteVisits(Ways ways, String name, Instant young) {
    this.ways = ways;
    this.name = name;
    this.young = young;
    routes = ways.routes().get();
  }

  @Override
  public boolean isPage(URI url) {
    Route route = find(url);
    return route != null && route.label().name().equals(name) && keeps(route, url);
  }

  @Override
  public boolean isKept(URI url) {
    Route route = find(url);
    return route != null && keeps(route, url);
  }

  private static boolean keeps(Route route, URI url) {
    return route.copies() != null && route.copies().policy().refuses(asked(url)).isEmpty();
  }

  /// Returns null where there is none.
  private Route find(URI url) {
    return routes.find(url.getHost(), Link.target(url));
  }

  private static Asked asked(URI url) {
    return new Asked("GET", url.getScheme(), RequestBytes.host(url), Link.target(url), FIELDS, false, false);
  }

  /// Returns what copies of it are found by.
  static String key(URI url) {
    return asked(url).key();
  }

  @Override
  public Optional<Fetched> young(URI url) throws InterruptedException {
    RouteCopies copies = find(url).copies();
    for (Copy copy : copies.archive().find(key(url))) {
      boolean fits = copy.received().isAfter(young) && copy.variant().fits(FIELDS);
      if (fits) return read(copies, copy);
    }
    return Optional.empty();
  }

  private static Optional<Fetched> read(RouteCopies copies, Copy copy) throws InterruptedException {
    String type = value(copy, "content-type");
    boolean reads = Fetched.isRead(type) && copy.length() <= Round.MOST_READ;
    try {
      byte[] bytes = reads ? bytes(copies, copy) : NOTHING;
      return Optional.of(
          new Fetched(
              copy.status(), type, copy.variant().coding(), value(copy, "location"), bytes, copy.length(),
              Optional.empty()));
    } catch (ExecutionException | IOException _) {
      // It is lost, so the origin is asked for another one.
      return Optional.empty();
    }
  }

  private static byte[] bytes(RouteCopies copies, Copy copy)
      throws InterruptedException, ExecutionException, IOException {
    try (Content content = copies.archive().open(copy).toCompletableFuture().get()) {
      var bytes = ByteBuffer.allocate((int) copy.length());
      content.read(0, bytes);
      return bytes.array();
    }
  }

  private static String value(Copy copy, String name) {
    int field = copy.fields().find(name, 0);
    return field < 0 ? "" : copy.fields().value(field);
  }

  @Override
  public Fetched ask(URI url, Predicate<String> reads, int most) throws InterruptedException {
    Route route = find(url);
    // What no visitor can see does not exist.
    if (route == null) return new Fetched(404, "", "", "", NOTHING, 0, Optional.empty());
    Fetched fetched = ask(route, url, reads, most, false);
    boolean stale = fetched.failure().filter(Cause.CONN_STALE_REUSE.slug()::equals).isPresent();
    return stale ? ask(route, url, reads, most, true) : fetched;
  }

  private Fetched ask(Route route, URI url, Predicate<String> reads, int most, boolean fresh)
      throws InterruptedException {
    RouteCopies copies = route.copies();
    Taking taking = copies == null ? null : new Taking(copies, asked(url), ways.wall().instant());
    long largest = copies == null ? most : Math.max(most, copies.terms().mostBytes());
    var fetch = new Fetch(ways.events(), ways.wall(), new Fetch.Wish(taking, reads, most, largest, WITHIN));
    ways.onLoop(() -> start(fetch, route, url, fresh));
    try {
      return fetch.result().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("it is completed with what came", e);
    } catch (InterruptedException e) {
      ways.onLoop(() -> fetch.cancel("stopped"));
      throw e;
    }
  }

  private void start(Fetch fetch, Route route, URI url, boolean fresh) {
    Origin origin = route.choose(ways.loop(), 0, 0, ways.nanos());
    if (origin == null) {
      fetch.cancel("no-origin");
      return;
    }
    OriginPool pool =
        pools.computeIfAbsent(
            origin.endpoint(),
            e -> new OriginPool(ways.events(), ways.transport(), ways.wall(), e, OriginPool.Tally.NONE, null));
    fetch.start(pool, request(route, origin, url), fresh);
  }

  private byte[] request(Route route, Origin origin, URI url) {
    var request = new OwnRequest(url.getScheme(), RequestBytes.host(url), Link.target(url), USER_AGENT);
    return ways.signature().under(request.to(origin, route)).toByteArray();
  }

  @Override
  public void close() {
    ways.onLoop(() -> pools.values().forEach(OriginPool::close));
  }
}
