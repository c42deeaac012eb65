package dev.fivetwenty.edge;

import dev.fivetwenty.archive.Archive;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.cause.Stage;
import dev.fivetwenty.config.AccessLog;
import dev.fivetwenty.config.Behind;
import dev.fivetwenty.config.Cidr;
import dev.fivetwenty.config.ClientTimeouts;
import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.EdgeConfig.Notices;
import dev.fivetwenty.config.Endpoint;
import dev.fivetwenty.config.ErrorPages;
import dev.fivetwenty.config.Filters;
import dev.fivetwenty.config.HostField;
import dev.fivetwenty.config.KeptCopies;
import dev.fivetwenty.config.Listener;
import dev.fivetwenty.config.ListenerTls;
import dev.fivetwenty.config.OriginServer;
import dev.fivetwenty.config.OriginTls;
import dev.fivetwenty.config.RecorderOptions;
import dev.fivetwenty.config.RecorderOptions.Glitches;
import dev.fivetwenty.config.RecorderOptions.Values;
import dev.fivetwenty.config.RequestLimits;
import dev.fivetwenty.config.Route;
import dev.fivetwenty.config.Transport;
import dev.fivetwenty.config.node.Overrides;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.config.yaml.EdgeYaml;
import dev.fivetwenty.edge.crawl.CrawlFigures;
import dev.fivetwenty.policy.Rule;
import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.ExchangeSink;
import dev.fivetwenty.recorder.Kept;
import dev.fivetwenty.recorder.Labels;
import dev.fivetwenty.recorder.Recorder;
import dev.fivetwenty.recorder.Text;
import dev.fivetwenty.recorder.Watches;
import dev.fivetwenty.wire.Profile;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// An edge in front of origins of a test, on a free port, whose records can be looked at.
public final class TestEdge implements AutoCloseable {

  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

  private static final ClientTimeouts PATIENT =
      new ClientTimeouts(
          Duration.ofSeconds(15), Duration.ofSeconds(15), Duration.ofSeconds(30),
          Duration.ofSeconds(400));

  /// Exchanges of a kind that are kept: all of any test.
  private static final int ENOUGH = 1_000_000;

  private final BlockingQueue<Seen> records = new LinkedBlockingQueue<>();
  private final List<Seen> all = new ArrayList<>();
  private final Recorder recorder;
  private final AtomicBoolean watchesFail = new AtomicBoolean();
  private final Watches watches = new Watches(InstantSource.system(), this::watchNanos);
  private final Edge edge;

  /// What a record said.
  ///
  /// @param offset -1 for none
  /// @param nanos  from the first byte of the request to the last of the answer
  public record Seen(
      String host, String target, String protocol, int status, Optional<String> cause, Optional<Stage> stage,
      long offset, int glitches, int statusIfUncommitted, String refusal, boolean clientGone,
      boolean reused, int attempts, Optional<Kept> kept, boolean surplus, String ruleId,
      String notedRules, long nanos) {}

  private TestEdge(EdgeConfig config) {
    this(config, TestEdge::noArchive);
  }

  /// For edges whose routes keep no copies.
  public static Archive noArchive() {
    throw new AssertionError("no route of this test keeps copies");
  }

  private TestEdge(EdgeConfig config, Supplier<Archive> archives, ExchangeSink... more) {
    List<ExchangeSink> sinks = Stream.concat(Stream.of(new Keeping()), Stream.of(more)).toList();
    recorder = new Recorder(sinks, System::nanoTime, System.err::println);
    recorder.start();
    edge = Edge.start(config, new Labels(), recorder, watches, InstantSource.system(), archives, List::of,
        System.err::println);
  }

  private final class Keeping implements ExchangeSink {
    @Override
    public void accept(ExchangeRecord record) {
      var seen =
          new Seen(
              text(record, Text.HOST),
              text(record, Text.TARGET),
              text(record, Text.PROTOCOL),
              record.status,
              Optional.ofNullable(record.cause).map(c -> c.slug()),
              Optional.ofNullable(record.stage),
              record.offset,
              record.glitches,
              record.statusIfUncommitted,
              record.refusal,
              record.clientGone,
              record.reused,
              record.attempts,
              Optional.ofNullable(record.kept),
              record.surplus,
              record.ruleId,
              record.notedRules,
              record.total);
      records.add(seen);
      synchronized (all) {
        all.add(seen);
        all.notifyAll();
      }
    }
  }

  private static String text(ExchangeRecord record, Text text) {
    int from = record.texts().start(text);
    return new String(
        record.texts().bytes(), from, record.texts().end(text) - from, StandardCharsets.ISO_8859_1);
  }

  static TestEdge to(int... ports) {
    return with(Profile.CLASSIC, ports);
  }

  public static TestEdge with(Profile profile, int... ports) {
    return routing(profile, List.of(route("*", servers(ports))));
  }

  /// Returns an edge whose routes may keep copies.
  public static TestEdge keeping(Profile profile, Supplier<Archive> archives, List<Route> routes) {
    return new TestEdge(config(profile, PATIENT, routes), archives);
  }

  /// Returns a route that keeps copies.
  ///
  /// @param terms as in a configuration, for example `true`
  public static Route keeping(String host, String terms, OriginServer... servers) {
    return keeping(route(host, servers), terms);
  }

  public static Route keeping(Route usual, String terms) {
    String text = "routes: [{origins: ['http://127.0.0.1:9'], always_online: %s}]".formatted(terms);
    return new Route(
        usual.host(), usual.path(), usual.origins(), usual.balance(), usual.hostField(), usual.tls(),
        usual.healthCheck(), usual.ejection(), usual.slowReturn(), usual.retryNonIdempotent(),
        usual.rules(),
        EdgeYaml.read(new Source("test.yaml", Path.of("/"), text), Overrides.NONE, Surroundings.ofProcess(Map.of()))
            .routes().getFirst().alwaysOnline());
  }

  public static TestEdge routing(Profile profile, List<Route> routes) {
    return new TestEdge(config(profile, PATIENT, routes));
  }

  /// Returns an edge that decides by rules, on all routes and on the only one, and trusts `127.0.0.1`.
  ///
  /// @param more where records go besides
  static TestEdge filtering(Filters filters, List<Rule> ofRoute, int port, ExchangeSink... more) {
    Route plain = route("*", server(port));
    var route =
        new Route(
            plain.host(), plain.path(), plain.origins(), plain.balance(), plain.hostField(),
            plain.tls(), plain.healthCheck(), plain.ejection(), plain.slowReturn(), false, ofRoute, Optional.empty());
    return new TestEdge(
        config(
            Optional.empty(), Transport.AUTO, Profile.CLASSIC, PATIENT, List.of(route), filters,
            List.of(Cidr.parse("127.0.0.1"), Cidr.parse("10.0.0.0/8")), 4),
        TestEdge::noArchive, more);
  }

  public static TestEdge waiting(ClientTimeouts timeouts, Profile profile, int... ports) {
    return new TestEdge(config(profile, timeouts, List.of(route("*", servers(ports)))));
  }

  /// Returns an edge whose clients speak TLS.
  public static TestEdge overTls(ListenerTls tls, Transport transport, int... ports) {
    var routes = List.of(route("*", servers(ports)));
    return new TestEdge(
        config(Optional.of(tls), transport, Profile.CLASSIC, PATIENT, routes));
  }

  /// Returns a route that shows origins what the client called them.
  public static Route route(String host, OriginServer... servers) {
    var tls =
        new OriginTls(OriginTls.Trust.FULL, Optional.empty(), Optional.empty(), Optional.empty());
    return route(host, new HostField.OfClient(), tls, servers);
  }

  static Route route(String host, HostField field, OriginTls tls, OriginServer... servers) {
    return new Route(
        host, "/", List.of(servers), Route.Balance.ROUND_ROBIN, field, tls, Optional.empty(),
        Optional.empty(), Duration.ZERO, false, List.of(), Optional.empty());
  }

  public static OriginServer server(int port) {
    return new OriginServer(false, "127.0.0.1", port, Optional.empty());
  }

  private static OriginServer[] servers(int... ports) {
    return Arrays.stream(ports).mapToObj(TestEdge::server).toArray(OriginServer[]::new);
  }

  private static EdgeConfig config(
      Profile profile, ClientTimeouts timeouts, List<Route> routes) {
    return config(Optional.empty(), Transport.AUTO, profile, timeouts, routes);
  }

  private static EdgeConfig config(
      Optional<ListenerTls> tls, Transport transport, Profile profile, ClientTimeouts timeouts,
      List<Route> routes) {
    return config(tls, transport, profile, timeouts, routes, Filters.NONE, List.of(), 1);
  }

  private static EdgeConfig config(
      Optional<ListenerTls> tls, Transport transport, Profile profile, ClientTimeouts timeouts,
      List<Route> routes, Filters filters, List<Cidr> trusted, int workers) {
    return new EdgeConfig(
        List.of(new Listener(new Endpoint.Tcp("127.0.0.1", 0), tls, false)),
        Optional.empty(), "TST", profile, List.of(), Presentation.EDGE_52X,
        timeouts,
        new RequestLimits(8192, 8192, 8192, 1000, RequestLimits.UNLIMITED, 128 << 20, 10_000, 1000),
        Behind.NONE, trusted, filters, routes,
        new RecorderOptions(
            true, Duration.ofDays(1), 1 << 20, Values.MASKED, Glitches.KEEP, ENOUGH),
        new KeptCopies(64 << 20, 4 << 20),
        new Notices(Optional.empty(), 0.999),
        new AccessLog(
            AccessLog.Format.JSON, new AccessLog.Output.None(), AccessLog.Query.HIDDEN),
        new ErrorPages(Optional.empty(), Map.of()), List.of(), true, workers, transport,
        Duration.ofSeconds(30));
  }

  private String listening() {
    return edge.addresses().getFirst();
  }

  public InetSocketAddress address() {
    String text = listening();
    int colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  int port() {
    return address().getPort();
  }

  Watches watches() {
    return watches;
  }

  /// Has the next question whether an exchange is watched fail, as if our own code were wrong.
  void failOnce() {
    watchesFail.set(true);
  }

  private long watchNanos() {
    if (watchesFail.getAndSet(false)) throw new IllegalStateException("of a test");
    return System.nanoTime();
  }

  BlockingQueue<Seen> records() {
    return records;
  }

  /// Has exchanges that begin from now on take other routes.
  public void reload(List<Route> routes) {
    edge.reload(config(Profile.CLASSIC, PATIENT, routes));
  }

  /// See [Edge#crawlNow].
  CompletableFuture<List<CrawlFigures>> crawl() {
    return edge.crawlNow();
  }

  /// Waits for the first record that is as described.
  public Seen seen(Predicate<Seen> described) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    synchronized (all) {
      while (true) {
        Optional<Seen> found = all.stream().filter(described).findFirst();
        if (found.isPresent()) return found.get();
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) throw new AssertionError("no such record among " + all);
        all.wait(left);
      }
    }
  }

  /// Returns the records so far of what failed or was refused.
  public List<Seen> failures() {
    synchronized (all) {
      return all.stream().filter(s -> s.cause().isPresent() || s.refusal() != null).toList();
    }
  }

  /// Has [#seen] look past the records so far that are as described.
  void forget(Predicate<Seen> described) {
    synchronized (all) {
      all.removeIf(described);
    }
  }

  /// See [Edge#drain].
  boolean drain(Duration limit) {
    return edge.drain(limit);
  }

  @Override
  public void close() {
    edge.close();
    recorder.close();
  }
}
