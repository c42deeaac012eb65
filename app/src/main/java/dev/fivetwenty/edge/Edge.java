package dev.fivetwenty.edge;

import dev.fivetwenty.archive.Archive;
import dev.fivetwenty.config.AlwaysOnline;
import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.Listener;
import dev.fivetwenty.edge.client.ListenerFacts;
import dev.fivetwenty.edge.copy.CopyCounts;
import dev.fivetwenty.edge.copy.Outage;
import dev.fivetwenty.edge.copy.Outages;
import dev.fivetwenty.edge.crawl.CrawlFigures;
import dev.fivetwenty.edge.crawl.Crawls;
import dev.fivetwenty.edge.exchange.ClientInitializer;
import dev.fivetwenty.edge.exchange.EdgeLoop;
import dev.fivetwenty.edge.exchange.Settings;
import dev.fivetwenty.edge.head.LoopIdentity;
import dev.fivetwenty.edge.health.HealthChecks;
import dev.fivetwenty.edge.health.Recoveries;
import dev.fivetwenty.edge.health.Signature;
import dev.fivetwenty.edge.keeping.Keeping;
import dev.fivetwenty.edge.listener.ConnectionHandler;
import dev.fivetwenty.edge.listener.Refusal;
import dev.fivetwenty.edge.route.Origin;
import dev.fivetwenty.edge.route.Route;
import dev.fivetwenty.edge.systemd.SystemdNotifier;
import dev.fivetwenty.origin.ConfigurationProblem;
import dev.fivetwenty.origin.Endpoint;
import dev.fivetwenty.origin.socket.Transport;
import dev.fivetwenty.origin.socket.TransportChoice;
import dev.fivetwenty.policy.alwaysonline.Asked;
import dev.fivetwenty.policy.alwaysonline.Decision;
import dev.fivetwenty.policy.alwaysonline.Trouble;
import dev.fivetwenty.ranges.Range;
import dev.fivetwenty.recorder.Labels;
import dev.fivetwenty.recorder.Recorder;
import dev.fivetwenty.recorder.Watches;
import dev.fivetwenty.recorder.metrics.RuleCollector;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The reverse proxy: event loops, listeners, and the settings that exchanges are done by.
public final class Edge implements AutoCloseable {

  private final MultiThreadIoEventLoopGroup group;
  private final Transport transport;
  private final Labels labels;
  private final Map<EventExecutor, EdgeLoop> loops = new IdentityHashMap<>();
  private final Listeners listeners;
  private final Consumer<String> notices;
  private final InstantSource wall;
  private final ExecutorService saying =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("notices").factory());
  private final HealthChecks checks;
  private final Crawls crawls;
  private final Recoveries recoveries;
  private final CopiesOf copies;
  private OriginSet origins;
  private volatile Settings settings;
  private final CompletableFuture<Void> hurry = new CompletableFuture<>();

  private Edge(
      EdgeConfig config, Transport transport, Labels labels, Recorder recorder,
      Watches watches, InstantSource wall, Supplier<Archive> archives,
      Supplier<List<Range>> cloudflare, Consumer<String> notices) {
    this.notices = notices;
    this.wall = wall;
    this.transport = transport;
    this.labels = labels;
    origins = new OriginSet(labels, config.workers(), this::say);
    copies = new CopiesOf(archives, this::watch);
    settings =
        new SettingsOf(config, labels, origins, origins, Optional.of(copies), Optional.empty())
            .make(this::say);
    group =
        new MultiThreadIoEventLoopGroup(
            config.workers(), new DefaultThreadFactory("edge", true), transport.loopHandler());
    var random = new SecureRandom();
    var identity = new LoopIdentity(random.nextLong());
    var keeping = Keeping.of(config.recorder(), config.workers(), watches);
    int number = 0;
    EventLoop first = null;
    for (EventExecutor executor : group) {
      var loop =
          new EdgeLoop(
              number++, (EventLoop) executor, transport, wall, this::settings, identity,
              recorder.lane(), keeping, random.nextLong());
      loops.put(executor, loop);
      if (first == null) first = (EventLoop) executor;
      executor.execute(loop::start);
    }
    listeners = new Listeners(config, transport, group, wall, cloudflare, this::handler, this::say);
    checks =
        new HealthChecks(
            group.next(), transport, wall, signature(identity, random), random.nextLong(), this::say);
    checks.keep(origins.checks());
    crawls =
        new Crawls(
            first, 0, transport, wall, () -> settings.routes(), signature(identity, random), this::say);
    recoveries =
        new Recoveries(
            group.next(), transport, wall, () -> settings.routes(), signature(identity, random),
            copies.counts());
  }

  private Signature signature(LoopIdentity identity, SecureRandom random) {
    return new Signature(identity.name(), () -> settings.site(), new SplittableRandom(random.nextLong()));
  }

  private void watch(Outages of, Outage outage, boolean wide) {
    recoveries.begin(of, outage, wide);
  }

  private void crawl(EdgeConfig config) {
    crawls.keep(
        config.routes().stream()
            .flatMap(route ->
                route.alwaysOnline().flatMap(AlwaysOnline::crawl)
                    .map(terms -> copies.job(SettingsOf.name(route), terms)).stream())
            .toList());
  }

  /// Says something to the operator from an event loop, which does not wait until it is said.
  private void say(String line) {
    saying.execute(() -> notices.accept(line));
  }

  /// Starts to listen; returns when every listener is bound.
  ///
  /// @param watches  exchanges that are kept whether or not they fail
  /// @param archives opens the archive of copies; called once at most, when a route wants copies kept
  /// @param cloudflare its ranges; asked at a start and at each reload where the edge stands behind it
  /// @throws ConfigurationProblem when a file is not what it should be, or an address cannot be had
  public static Edge start(
      EdgeConfig config, Labels labels, Recorder recorder, Watches watches, InstantSource wall,
      Supplier<Archive> archives, Supplier<List<Range>> cloudflare, Consumer<String> notices) {
    var transport = Transport.of(TransportChoice.valueOf(config.transport().name()));
    var edge = new Edge(config, transport, labels, recorder, watches, wall, archives, cloudflare, notices);
    try {
      edge.listeners.use(config);
      edge.crawl(config);
    } catch (ConfigurationProblem problem) {
      edge.close();
      throw problem;
    }
    return edge;
  }

  /// Reads everything that a start or a reload would read, and opens nothing.
  ///
  /// @param notices takes what is odd and no obstacle, a line each
  /// @throws dev.fivetwenty.origin.ConfigurationProblem when a file is missing or is not what it should be
  /// @throws dev.fivetwenty.config.node.InvalidConfiguration with what is wrong with own error pages
  public static void check(EdgeConfig config, InstantSource wall, Consumer<String> notices) {
    var labels = new Labels();
    var origins = new OriginSet(labels, config.workers(), line -> {});
    // That the heap is small is said of the process that serves, not of this one.
    new SettingsOf(config, labels, origins, origins, Optional.empty(), Optional.empty()).make(_ -> {});
    var transport = Transport.of(TransportChoice.valueOf(config.transport().name()));
    Listeners.check(config, transport, wall, notices);
  }

  private ConnectionHandler handler(Listener listener) {
    String place = listener.address().toString();
    var facts = new ListenerFacts(labels.listener(place), place, listener.tls().isPresent());
    return (channel, arrival) ->
        ClientInitializer.start(loops.get(channel.eventLoop()), facts, channel, arrival);
  }

  /// Waits for a step of start or stop, which no event loop takes.
  private static <F extends Future<?>> F done(F step) {
    var result = new CompletableFuture<Void>();
    step.addListener(
        future -> {
          if (future.isSuccess()) result.complete(null);
          else result.completeExceptionally(future.cause());
        });
    result.join();
    return step;
  }

  private Settings settings() {
    return settings;
  }

  /// Returns where it listens, in the order of the configuration.
  public List<String> addresses() {
    return listeners.addresses().stream().map(Object::toString).toList();
  }

  public String transport() {
    return transport.name();
  }

  /// Does exchanges that begin from now on by another configuration.
  ///
  /// @throws dev.fivetwenty.origin.ConfigurationProblem when it cannot be used; nothing has changed then
  /// @throws dev.fivetwenty.config.node.InvalidConfiguration likewise
  public void reload(EdgeConfig next) {
    var wanted = new OriginSet(labels, loops.size(), this::say);
    Settings made =
        new SettingsOf(
                next, labels, wanted, origins, Optional.of(copies), Optional.of(settings.filter()))
            .make(this::say);
    listeners.use(next);
    settings = made;
    copies.keep(made.routes().routes());
    origins = wanted;
    checks.keep(wanted.checks());
    crawl(next);
    Set<Endpoint> kept = wanted.endpoints();
    loops.forEach((executor, loop) -> executor.execute(() -> loop.retire(kept)));
  }

  /// Returns the routes that have no origin to which a request could go.
  public List<String> routesWithoutOrigin() {
    return settings.routes().routes().stream()
        .filter(route -> !route.hasOrigin())
        .map(route -> route.label().name())
        .toList();
  }

  /// Returns for each origin, by its name, whether requests go to it on all its routes.
  public Map<String, Boolean> originsUp() {
    long now = group.next().ticker().nanoTime();
    var up = new TreeMap<String, Boolean>();
    for (Route route : settings.routes().routes()) {
      for (Origin origin : route.origins()) {
        up.merge(origin.label().name(), origin.isUsed(now), Boolean::logicalAnd);
      }
    }
    return up;
  }

  /// Returns how many connections ended before their first request, by the reason's slug.
  public Map<String, Long> refusals() {
    var counts = new TreeMap<String, Long>();
    for (Refusal refusal : Refusal.values()) {
      counts.put(refusal.slug(), listeners.refusals().of(refusal));
    }
    return counts;
  }

  /// Returns what would become of a request that fails so; empty where its route keeps no copies.
  public Optional<Decision> decide(Asked asked, Trouble trouble) {
    Route route = settings.routes().find(asked.host(), asked.target());
    if (route == null || route.copies() == null) return Optional.empty();
    return Optional.of(route.copies().decide(asked, trouble, wall.instant()));
  }

  /// Returns whether visitors of a route, by its name, get the origin's own replies again, and not kept copies.
  public boolean isBack(String route) {
    long now = group.next().ticker().nanoTime();
    return settings.routes().routes().stream()
        .filter(each -> each.copies() != null && each.label().name().equals(route))
        .anyMatch(each -> each.copies().outages().isBack(now));
  }

  /// Returns what became of requests on routes with Always Online.
  public CopyCounts copyCounts() {
    return copies.counts();
  }

  /// Returns what crawls did.
  public List<CrawlFigures> crawls() {
    return crawls.figures();
  }

  /// Has each crawl begin a round now; see [Crawls#now].
  public CompletableFuture<List<CrawlFigures>> crawlNow() {
    return crawls.now();
  }

  /// Returns what the rules did so far.
  public List<RuleCollector.Figures> rules() {
    return settings.filter().figures();
  }

  /// Takes no new connections and lets exchanges end.
  ///
  /// @return whether none was left when the time was up
  public boolean drain(Duration limit) {
    crawls.close();
    recoveries.close();
    listeners.stop();
    var atRest = new ArrayList<CompletableFuture<Void>>();
    loops.forEach(
        (executor, loop) -> {
          var one = new CompletableFuture<Void>();
          atRest.add(one);
          executor.execute(() -> loop.drain(one));
        });
    var all = CompletableFuture.allOf(atRest.toArray(CompletableFuture[]::new));
    CompletableFuture.anyOf(all, hurry)
        .completeOnTimeout(null, limit.toNanos(), TimeUnit.NANOSECONDS).join();
    return all.isDone() || running() == 0;
  }

  private long running() {
    return loops.entrySet().stream()
        .mapToLong(e -> CompletableFuture.supplyAsync(e.getValue()::running, e.getKey()).join())
        .sum();
  }

  /// Has [#drain] wait no longer, whether it runs or is yet to come.
  public void hurry() {
    hurry.complete(null);
  }

  /// Returns what tells systemd how the edge fares, where it wants to know.
  ///
  /// @param nanos CLOCK_MONOTONIC
  public Optional<SystemdNotifier> notifier(
      Map<String, String> environment, long pid, LongSupplier nanos, Consumer<String> notices) {
    return SystemdNotifier.of(environment, pid, group, nanos, notices);
  }

  @Override
  public void close() {
    checks.close();
    crawls.close();
    recoveries.close();
    listeners.stop();
    loops.forEach((executor, loop) -> executor.execute(loop::close));
    done(group.shutdownGracefully(0, Duration.ofSeconds(1).toNanos(), TimeUnit.NANOSECONDS));
    saying.shutdown();
  }
}
