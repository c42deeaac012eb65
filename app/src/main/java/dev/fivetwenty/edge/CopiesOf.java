package dev.fivetwenty.edge;

import dev.fivetwenty.archive.Archive;
import dev.fivetwenty.config.AlwaysOnline;
import dev.fivetwenty.config.AlwaysOnline.SetCookie;
import dev.fivetwenty.config.AlwaysOnline.Status;
import dev.fivetwenty.edge.copy.CopyCounts;
import dev.fivetwenty.edge.copy.Demand;
import dev.fivetwenty.edge.copy.Outages;
import dev.fivetwenty.edge.copy.Pages;
import dev.fivetwenty.edge.copy.RouteCopies;
import dev.fivetwenty.edge.crawl.Crawls;
import dev.fivetwenty.edge.route.Origin;
import dev.fivetwenty.edge.route.Route;
import dev.fivetwenty.policy.alwaysonline.Paths;
import dev.fivetwenty.policy.alwaysonline.Refusal;
import dev.fivetwenty.policy.alwaysonline.Terms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Makes what keeps and serves a route's copies. The archive is opened when the first route wants one. Confined
/// to who loads the configuration.
final class CopiesOf {

  /// A page, and what says for good where it is now.
  private static final Set<Integer> KEPT = Set.of(200, 301, 308);

  private final Supplier<Archive> archives;
  private final Outages.Watch watch;
  private final CopyCounts counts = new CopyCounts();
  /// Of routes that are crawled, by name; what was asked for stays known when the configuration changes.
  private final Map<String, Demand> demands = new HashMap<>();
  private final Map<Place, Outages> outages = new HashMap<>();
  private Archive archive;
  private Pages pages;

  /// Where something can fail: what is known of that stays true as long as all of it is the same.
  private record Place(String route, List<Origin> origins, boolean probe) {}

  /// @param watch finds out when outages are over, where a route wants that
  CopiesOf(Supplier<Archive> archives, Outages.Watch watch) {
    this.archives = archives;
    this.watch = watch;
  }

  /// @param name    of the route
  /// @param origins that it has
  /// @throws dev.fivetwenty.archive.ArchiveProblem if copies cannot be kept
  RouteCopies route(String name, List<Origin> origins, AlwaysOnline wanted) {
    if (archive == null) {
      archive = archives.get();
      pages = new Pages(archive);
    }
    Outages failing =
        outages.computeIfAbsent(
            new Place(name, origins, wanted.probe()), place -> new Outages(place.probe() ? watch : null));
    return new RouteCopies(
        terms(wanted), archive, pages, counts, wanted.crawl().isPresent() ? demand(name) : null, failing);
  }

  /// Forgets what failed on routes that are gone.
  void keep(List<Route> routes) {
    outages.values().retainAll(
        routes.stream().map(Route::copies).filter(Objects::nonNull).map(RouteCopies::outages).toList());
  }

  /// Returns the crawl of a route.
  Crawls.Job job(String name, AlwaysOnline.Crawl terms) {
    return new Crawls.Job(name, terms, demand(name));
  }

  private Demand demand(String name) {
    return demands.computeIfAbsent(name, n -> new Demand());
  }

  static Terms terms(AlwaysOnline wanted) {
    return new Terms(
        KEPT,
        wanted.maxSize(),
        wanted.maxAge(),
        wanted.refreshAfter(),
        new Paths(wanted.allow(), wanted.deny()),
        wanted.queries(),
        wanted.ignoreCookies(),
        wanted.setCookie() == SetCookie.STRIP,
        wanted.triggers(),
        wanted.originTriggers(),
        wanted.override().stream()
            .map(directive -> Refusal.valueOf(directive.name())).collect(Collectors.toSet()),
        wanted.status() == Status.FAILURE,
        wanted.banner());
  }

  CopyCounts counts() {
    return counts;
  }
}
