package dev.fivetwenty.config;

import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.wire.Profile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// All of `edge.yaml`, merged with the command line and the defaults. Two that are equal ask for the same edge.
///
/// @param listen          at least one
/// @param admin           where metrics, health and reload are answered; empty where nowhere
/// @param site            suffix of Ray IDs
/// @param profile         the one in use, with the effective timeouts; its name is that of the file
/// @param profiles        the operator's own, as defined
/// @param trustedProxies  whose word on the client's address and Ray ID is taken; without those of [#behind]
/// @param filters         what decides about requests on all routes
/// @param routes          at least one; no two with the same host and path
/// @param detailsTo       peers that may see the details of `Proxy-Status`
/// @param edgePaths       whether the edge answers `/.edge/` itself
/// @param workers         event loops
/// @param shutdownTimeout how long running exchanges may take to end when the edge stops
public record EdgeConfig(
    List<Listener> listen,
    Optional<Endpoint> admin,
    String site,
    Profile profile,
    List<OwnProfile> profiles,
    Presentation presentation,
    ClientTimeouts clientTimeouts,
    RequestLimits limits,
    Behind behind,
    List<Cidr> trustedProxies,
    Filters filters,
    List<Route> routes,
    RecorderOptions recorder,
    KeptCopies keptCopies,
    Notices notices,
    AccessLog accessLog,
    ErrorPages errorPages,
    List<Cidr> detailsTo,
    boolean edgePaths,
    int workers,
    Transport transport,
    Duration shutdownTimeout) {

  public EdgeConfig {
    listen = List.copyOf(listen);
    profiles = List.copyOf(profiles);
    trustedProxies = List.copyOf(trustedProxies);
    routes = List.copyOf(routes);
    detailsTo = List.copyOf(detailsTo);
  }

  /// A profile that the operator defines.
  ///
  /// @param base the built-in one that it differs from
  public record OwnProfile(String base, Profile profile) {}

  /// What the operator is told of without having asked.
  ///
  /// @param webhook   who is told; empty for nobody
  /// @param objective share of requests that are to end without a failure, below 1
  public record Notices(Optional<Webhook> webhook, double objective) {}

  /// @param secret file of what the receiver knows the sender by
  public record Webhook(URI address, Path secret) {}
}
