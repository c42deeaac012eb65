package dev.fivetwenty.cli.service;

import dev.fivetwenty.admin.AdminServer;
import dev.fivetwenty.admin.Copies;
import dev.fivetwenty.admin.Operations;
import dev.fivetwenty.admin.Readiness;
import dev.fivetwenty.admin.ReloadResult;
import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.Endpoint;
import dev.fivetwenty.config.node.InvalidConfiguration;
import dev.fivetwenty.config.text.DurationText;
import dev.fivetwenty.config.yaml.EdgeYaml;
import dev.fivetwenty.edge.Edge;
import dev.fivetwenty.edge.systemd.SystemdNotifier;
import dev.fivetwenty.incident.notice.Announcer;
import dev.fivetwenty.incident.notice.BurnCollector;
import dev.fivetwenty.incident.notice.BurnRate;
import dev.fivetwenty.incident.notice.BurnSink;
import dev.fivetwenty.incident.notice.CopySink;
import dev.fivetwenty.incident.notice.NoticeCollector;
import dev.fivetwenty.origin.ConfigurationProblem;
import dev.fivetwenty.recorder.ExchangeSink;
import dev.fivetwenty.recorder.Labels;
import dev.fivetwenty.recorder.Recorder;
import dev.fivetwenty.recorder.Watches;
import dev.fivetwenty.recorder.accesslog.AccessLog;
import dev.fivetwenty.recorder.metrics.CopyCollector;
import dev.fivetwenty.recorder.metrics.CrawlCollector;
import dev.fivetwenty.recorder.metrics.IncidentCollector;
import dev.fivetwenty.recorder.metrics.Metrics;
import dev.fivetwenty.recorder.metrics.OriginCollector;
import dev.fivetwenty.recorder.metrics.RefusalCollector;
import dev.fivetwenty.recorder.metrics.RuleCollector;
import dev.fivetwenty.recorder.metrics.ReloadState;
import dev.fivetwenty.recorder.metrics.Sources;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The edge as a service: the proxy itself, its recorder and log, the operators' door, and what the
/// system says to it. Safe for all threads.
public final class EdgeService implements Operations {

  /// The rest of the log, once the last exchange is over; also where exchanges get no time at all.
  private static final Duration LOG_WITHIN = Duration.ofSeconds(5);

  private final Supplier<EdgeConfig> loading;
  private final Consumer<String> notices;
  private final ReloadState reloads = new ReloadState();
  private final Optional<AccessLog> log;
  private final Optional<Announcer> announcer;
  private final Recorder recorder;
  private final Metrics metrics;
  private final Watches watches;
  private final KeptCopies copies;
  private final Edge edge;
  private final Optional<AdminServer> admin;
  private final Optional<SystemdNotifier> systemd;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile EdgeConfig config;
  private volatile boolean draining;

  private EdgeService(
      EdgeConfig config,
      Supplier<EdgeConfig> loading,
      Path data,
      Map<String, String> environment,
      String version,
      Consumer<String> notices)
      throws IOException {
    this.config = config;
    this.loading = loading;
    this.notices = notices;
    var clock = InstantSource.system();
    var labels = new Labels();
    watches = new Watches(clock, System::nanoTime);
    var burnRate = new BurnRate(config.notices().objective());
    announcer = Announcers.open(config, burnRate, clock, notices);
    var incidents =
        IncidentRecording.open(
            config.recorder(), data, clock, this::lostInLanes, watches, notices,
            added -> announcer.ifPresent(a -> a.newGroups(added)));
    log = AccessLogs.open(config.accessLog(), notices);
    var sinks = new ArrayList<ExchangeSink>();
    log.ifPresent(sinks::add);
    incidents.ifPresent(opened -> sinks.add(opened.sink()));
    sinks.add(new BurnSink(burnRate, () -> announcer.ifPresent(Announcer::look)));
    sinks.add(new CopySink(this::isBack, this::copiesServed));
    recorder = new Recorder(sinks, System::nanoTime, notices);
    metrics =
        new Metrics(
            new Sources(
                labels, recorder, () -> log.map(AccessLog::errors).orElse(0L),
                () -> log.map(AccessLog::lostLines).orElse(0L), reloads),
            version, "unknown");
    incidents.ifPresent(opened -> metrics.add(new IncidentCollector(opened::figures)));
    metrics.add(new BurnCollector(burnRate, clock));
    announcer.ifPresent(a -> metrics.add(new NoticeCollector(a::delivered, a::dropped)));
    copies = new KeptCopies(data, config.keptCopies(), notices);
    edge = Edge.start(config, labels, recorder, watches, clock, copies, new CloudflareRanges(data, notices), notices);
    metrics.add(new OriginCollector(edge::originsUp));
    metrics.add(new RefusalCollector(edge::refusals));
    metrics.add(new RuleCollector(edge::rules));
    metrics.add(new CopyCollector(() -> copies.figures(edge.copyCounts())));
    metrics.add(new CrawlCollector(() -> edge.crawls().stream().map(KeptCopies::figures).toList()));
    recorder.start();
    reloads.succeeded(clock.instant());
    systemd = edge.notifier(
            environment, ProcessHandle.current().pid(), System::nanoTime, notices);
    admin = admin(config);
  }

  /// Starts everything; returns when clients are taken.
  ///
  /// @param loading     reads the configuration anew
  /// @param data        the directory in which incidents are kept
  /// @param environment of the process
  /// @param notices     takes a line for the operator, from any thread
  /// @throws ConfigurationProblem when a file is missing or is not what it should be
  public static EdgeService start(
      EdgeConfig config,
      Supplier<EdgeConfig> loading,
      Path data,
      Map<String, String> environment,
      String version,
      Consumer<String> notices)
      throws IOException {
    return new EdgeService(config, loading, data, environment, version, notices);
  }

  private void copiesServed(CopySink.Standing standing) {
    announcer.ifPresent(a -> a.copies(standing));
    String failure = standing.cause().isEmpty() ? "a failure" : standing.cause();
    notices.accept(
        standing.over()
            ? "visitors of %s get live pages again: for %s, %s stood in for %s".formatted(
                standing.route(), lasted(standing), Amount.count(standing.served(), "kept copy", "kept copies"), failure)
            : "visitors of %s get kept copies in place of %s; see: fivetwenty why %s"
                .formatted(standing.route(), failure, standing.ray()));
  }

  private static String lasted(CopySink.Standing standing) {
    long minutes = standing.lasted().toMinutes();
    return minutes < 2 ? standing.lasted().toSeconds() + " s" : Amount.number(minutes) + " min";
  }

  /// Asked by the recorder, which starts when there is an edge.
  private boolean isBack(String route) {
    return edge.isBack(route);
  }

  private long lostInLanes() {
    return recorder.droppedKept();
  }

  private Optional<AdminServer> admin(EdgeConfig from) throws IOException {
    if (from.admin().isEmpty()) return Optional.empty();
    Endpoint place = from.admin().get();
    try {
      return Optional.of(
          switch (place) {
            case Endpoint.Tcp(String host, int port) ->
                AdminServer.start(new InetSocketAddress(host, port), host, this, notices);
            case Endpoint.Unix(var path) ->
                AdminServer.start(UnixDomainSocketAddress.of(path), "", this, notices);
          });
    } catch (IOException | UnresolvedAddressException problem) {
      edge.close();
      throw new ConfigurationProblem("admin " + place, "cannot listen there: " + problem.getMessage(), problem);
    }
  }

  /// Tells the system that clients are taken, once signals are.
  public void ready() {
    systemd.ifPresent(s -> s.ready(status()));
  }

  private String status() {
    return "listening on " + String.join(", ", edge.addresses());
  }

  /// Returns where clients are taken, as text.
  public List<String> addresses() {
    return edge.addresses();
  }

  public String transport() {
    return edge.transport();
  }

  /// Returns where operators are answered.
  public Optional<SocketAddress> adminAddress() {
    return admin.map(AdminServer::address);
  }

  @Override
  public Readiness readiness() {
    if (draining) return new Readiness(List.of("draining"));
    List<String> without = edge.routesWithoutOrigin();
    return without.isEmpty()
        ? Readiness.READY
        : new Readiness(without.stream().map(route -> "no origin is left for " + route).toList());
  }

  /// Whoever asks, the operator reads of it, too.
  @Override
  public synchronized ReloadResult reload() {
    ReloadResult result = draining ? new ReloadResult.Refused(List.of("the edge is stopping")) : reloadAloud();
    switch (result) {
      case ReloadResult.Done(String summary) -> notices.accept("reload: " + summary);
      case ReloadResult.Refused(var problems) -> {
        problems.forEach(notices);
        notices.accept("reload: refused, the old configuration stays in use");
      }
    }
    return result;
  }

  /// systemd is told that it goes on.
  private ReloadResult reloadAloud() {
    systemd.ifPresent(SystemdNotifier::reloading);
    try {
      return reloadNow();
    } finally {
      ready();
    }
  }

  private ReloadResult reloadNow() {
    try {
      EdgeConfig next = loading.get();
      List<String> restart = Restarts.wanted(config, next);
      if (!restart.isEmpty()) return refused(restart);
      edge.reload(next);
      config = next;
      reloads.succeeded(InstantSource.system().instant());
      log.ifPresent(AccessLog::reopen);
      int routes = next.routes().size();
      return new ReloadResult.Done("in use, with " + routes + (routes == 1 ? " route" : " routes"));
    } catch (InvalidConfiguration invalid) {
      return refused(List.of(invalid.getMessage().split("\n")));
    } catch (ConfigurationProblem problem) {
      return refused(List.of(problem.getMessage()));
    } catch (RuntimeException defect) {
      return refused(List.of("a defect of its own, please report it: " + defect));
    }
  }

  private ReloadResult refused(List<String> problems) {
    reloads.failed();
    return new ReloadResult.Refused(problems);
  }

  /// Opens the access log anew, since its file was renamed.
  public void reopenLog() {
    log.ifPresent(AccessLog::reopen);
  }

  @Override
  public String config() {
    return EdgeYaml.print(config);
  }

  @Override
  public String metricsType(String accept) {
    return metrics.contentType(accept);
  }

  @Override
  public void writeMetrics(String accept, OutputStream out) throws IOException {
    metrics.write(accept, out);
  }

  @Override
  public Optional<Watches> watches() {
    return config.recorder().enabled() ? Optional.of(watches) : Optional.empty();
  }

  @Override
  public Optional<Copies> copies() {
    return copies.opened().map(archive -> new CopyDesk(edge, archive));
  }

  /// Takes no new clients, lets exchanges end, and stops; returns when everything is closed.
  public void stop() {
    synchronized (this) {
      if (draining) return;
      draining = true;
    }
    systemd.ifPresent(s -> s.stopping("draining"));
    String limit = DurationText.of(config.shutdownTimeout());
    notices.accept("stopping: exchanges have " + limit + " to end; a second signal stops at once");
    boolean rest = edge.drain(config.shutdownTimeout());
    if (!rest) notices.accept("exchanges that had not ended were cut off");
    edge.close();
    long unseen = recorder.close(LOG_WITHIN);
    if (unseen > 0) notices.accept(unseen + " exchanges were not logged");
    announcer.ifPresent(Announcer::close);
    copies.close();
    admin.ifPresent(AdminServer::close);
    systemd.ifPresent(SystemdNotifier::close);
    stopped.countDown();
  }

  /// Has [#stop], before or after it was called, wait for no exchange.
  public void stopNow() {
    edge.hurry();
  }

  /// Waits until the service has stopped.
  public void awaitStop() throws InterruptedException {
    stopped.await();
  }
}
