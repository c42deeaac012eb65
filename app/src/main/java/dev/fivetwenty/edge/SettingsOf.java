package dev.fivetwenty.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fivetwenty.config.CertificateFiles;
import dev.fivetwenty.config.Cidr;
import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.HostField;
import dev.fivetwenty.config.OriginServer;
import dev.fivetwenty.config.OriginTls;
import dev.fivetwenty.config.RequestLimits;
import dev.fivetwenty.edge.client.HeadRoom;
import dev.fivetwenty.edge.copy.RouteCopies;
import dev.fivetwenty.edge.exchange.Settings;
import dev.fivetwenty.edge.filter.Filter;
import dev.fivetwenty.edge.route.HostRule;
import dev.fivetwenty.edge.route.Origin;
import dev.fivetwenty.edge.route.Route;
import dev.fivetwenty.edge.route.RouteTable;
import dev.fivetwenty.origin.Endpoint;
import dev.fivetwenty.origin.Endpoints;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.origin.trust.Trust;
import dev.fivetwenty.policy.errorpage.ErrorPages;
import dev.fivetwenty.recorder.Labels;
import dev.fivetwenty.rules.value.AddressTrie;
import dev.fivetwenty.wire.Limits;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.RequestReader;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes what exchanges are done by from a configuration. Reads files, so not for an event loop.
final class SettingsOf {

  private static final List<String> ALPN = List.of("http/1.1");

  private final EdgeConfig config;
  private final Labels labels;
  private final OriginSet origins;
  private final OriginSet before;
  private final Optional<CopiesOf> copies;
  private final Optional<Filter> filter;
  private final Endpoints endpoints = new Endpoints();

  /// @param origins takes the origins of this configuration
  /// @param before  those of the configuration in force
  /// @param copies  empty where nothing is to be opened
  /// @param filter  of the configuration in force, if there is one
  SettingsOf(
      EdgeConfig config, Labels labels, OriginSet origins, OriginSet before,
      Optional<CopiesOf> copies, Optional<Filter> filter) {
    this.config = config;
    this.filter = filter;
    this.labels = labels;
    this.origins = origins;
    this.before = before;
    this.copies = copies;
  }

  /// @param notices takes what is odd and no obstacle, a line each
  /// @throws dev.fivetwenty.origin.ConfigurationProblem when a file is missing or is not what it should be
  /// @throws dev.fivetwenty.config.node.InvalidConfiguration with what is wrong with own error pages
  Settings make(Consumer<String> notices) {
    RouteTable routes = routes();
    Limits requests = limits(config.limits(), config.profile().limits());
    HeadRoom heads =
        HeadRoom.of(
            config.limits().headsInMemory(), requests, config.workers(), Runtime.getRuntime().maxMemory());
    heads.notice().ifPresent(notices);
    return new Settings(
        routes,
        config.profile(),
        RequestReader.strictly(requests),
        config.limits().body(),
        heads.perLoop(),
        config.clientTimeouts(),
        config.presentation(),
        new ErrorPages(OwnPages.read(config.errorPages())),
        Filter.of(config, routes.routes(), filter, new SecureRandom()),
        AddressTrie.of(config.detailsTo().stream().map(Cidr::addresses).toList())::contains,
        config.site(),
        config.edgePaths());
  }

  private RouteTable routes() {
    var entries = new ArrayList<RouteTable.Entry>();
    for (dev.fivetwenty.config.Route route : config.routes()) {
      entries.add(new RouteTable.Entry(route.host(), route.path(), route(route)));
    }
    return new RouteTable(entries);
  }

  private Route route(dev.fivetwenty.config.Route route) {
    List<Origin> members = route.origins().stream().map(server -> origin(server, route)).toList();
    return new Route(
        labels.route(name(route)), members, route.balance(), hostRule(route.hostField()),
        route.retryNonIdempotent(), config.workers(), copies(route, members));
  }

  /// Returns what a route is called in logs and metrics.
  static String name(dev.fivetwenty.config.Route route) {
    return route.host() + route.path();
  }

  private RouteCopies copies(dev.fivetwenty.config.Route route, List<Origin> origins) {
    return copies.flatMap(of -> route.alwaysOnline().map(wanted -> of.route(name(route), origins, wanted)))
        .orElse(null);
  }

  private Origin origin(OriginServer server, dev.fivetwenty.config.Route route) {
    Endpoint endpoint =
        endpoints.prepare(OriginSet.name(server), target(server), tls(route.tls()), config.profile());
    return origins.origin(server, route, endpoint, before);
  }

  private static Target target(OriginServer server) {
    var url = URI.create(server + "/");
    return switch (server.endpoint()) {
      case dev.fivetwenty.config.Endpoint.Tcp(String host, int port) ->
          new Target(url, Optional.of(host), port);
      case dev.fivetwenty.config.Endpoint.Unix(var path) ->
          new Target(url, Optional.empty(), server.port(), Optional.of(path));
    };
  }

  private static TlsOptions tls(OriginTls tls) {
    return new TlsOptions(
        Trust.valueOf(tls.trust().name()),
        tls.sni(),
        ALPN,
        List.of(),
        tls.authorities(),
        tls.client().map(CertificateFiles::chain),
        tls.client().map(CertificateFiles::key));
  }

  private static HostRule hostRule(HostField field) {
    return switch (field) {
      case HostField.OfClient() -> HostRule.OF_CLIENT;
      case HostField.OfOrigin() -> HostRule.OF_ORIGIN;
      case HostField.Fixed(String name) -> new HostRule(name.getBytes(ISO_8859_1), false);
    };
  }

  private static Limits limits(RequestLimits requests, Limits profile) {
    return new Limits(
        requests.requestLine(), requests.headerSection(), requests.headerField(),
        requests.headerCount(), profile.leadingLines(), profile.chunkLine(),
        requests.headerSection(), profile.interimTotal());
  }
}
