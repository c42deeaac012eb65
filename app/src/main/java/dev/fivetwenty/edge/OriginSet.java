package dev.fivetwenty.edge;

import dev.fivetwenty.config.Ejection;
import dev.fivetwenty.config.HealthCheck;
import dev.fivetwenty.config.HostField;
import dev.fivetwenty.config.OriginServer;
import dev.fivetwenty.config.Route;
import dev.fivetwenty.edge.health.Check;
import dev.fivetwenty.edge.route.Connections;
import dev.fivetwenty.edge.route.Origin;
import dev.fivetwenty.edge.route.Standing;
import dev.fivetwenty.origin.Endpoint;
import dev.fivetwenty.recorder.Labels;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The origins of one configuration. What is the same in the one before is taken over from there:
/// open connections, what checks found, who sits out. Confined to who loads the configuration.
final class OriginSet {

  private final Map<Endpoint, Connections> connections = new HashMap<>();
  private final Map<Check, Standing> standings = new HashMap<>();
  private final Map<Place, Origin> origins = new HashMap<>();
  private final Labels labels;
  private final int loops;
  private final Consumer<String> notices;

  /// What an origin is to a route.
  private record Place(
      String route, Endpoint endpoint, Optional<Check> check, Optional<Ejection> ejection,
      Duration slowReturn) {}

  /// @param loops   how many event loops there are
  /// @param notices takes a line for the operator, on an event loop
  OriginSet(Labels labels, int loops, Consumer<String> notices) {
    this.labels = labels;
    this.loops = loops;
    this.notices = notices;
  }

  /// Returns an origin of a route, that of the configuration before if it is the same.
  Origin origin(OriginServer server, Route route, Endpoint prepared, OriginSet before) {
    Connections open =
        connections.computeIfAbsent(
            prepared,
            e -> Optional.ofNullable(before.connections.get(e)).orElseGet(() -> open(e)));
    Endpoint endpoint = open.endpoint();
    Optional<Check> check =
        route.healthCheck().map(how -> new Check(endpoint, how, host(route, server)));
    Standing standing =
        check.map(
                c -> standings.computeIfAbsent(c, wanted -> before.standing(wanted)))
            .orElseGet(Standing::unchecked);
    var place =
        new Place(
            route.host() + route.path(), endpoint, check, route.ejection(), route.slowReturn());
    Origin known = before.origins.get(place);
    Origin origin =
        known != null
            ? known
            : new Origin(
                open, standing, route.ejection(), route.slowReturn(),
                labels.origin(name(server)), server.authority(), notices);
    origins.put(place, origin);
    return origin;
  }

  /// Returns how an origin is called in logs and metrics: no two of a route have the same name.
  static String name(OriginServer server) {
    if (server.address().isEmpty()) return server.toString();
    dev.fivetwenty.config.Endpoint address = server.address().get();
    boolean isUnix = address instanceof dev.fivetwenty.config.Endpoint.Unix && !server.isTls();
    return isUnix ? address.toString() : server + " at " + address;
  }

  private Connections open(Endpoint endpoint) {
    return new Connections(endpoint, loops);
  }

  /// Returns what is known of an origin; a check that has changed begins with what the old one found.
  private Standing standing(Check check) {
    Standing same = standings.get(check);
    if (same != null) return same;
    boolean up =
        standings.entrySet().stream()
            .filter(entry -> entry.getKey().endpoint().equals(check.endpoint()))
            .allMatch(entry -> entry.getValue().isUp());
    HealthCheck how = check.how();
    return new Standing(how.healthyAfter(), how.unhealthyAfter(), up);
  }

  /// What the origin would be sent by most clients.
  private static String host(Route route, OriginServer server) {
    if (route.hostField() instanceof HostField.Fixed(String name)) return name;
    boolean isName = route.hostField() instanceof HostField.OfClient && !route.host().startsWith("*");
    return isName ? route.host() : server.authority();
  }

  Set<Endpoint> endpoints() {
    return Set.copyOf(connections.keySet());
  }

  Map<Check, Standing> checks() {
    return Map.copyOf(standings);
  }
}
