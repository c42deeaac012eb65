package dev.fivetwenty.config;

import dev.fivetwenty.policy.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Which requests go to which origins.
///
/// @param host              `*`, a name, or `*.` and a name for all below it; lower case
/// @param path              prefix of the request's path, begins with `/`
/// @param origins           at least one
/// @param hostField         what the origin is sent as `Host`
/// @param healthCheck       empty where origins are not asked unless a client asks
/// @param ejection          empty where an origin that fails is asked again at once
/// @param slowReturn        over which an origin that comes back takes up its share; zero for at once
/// @param retryNonIdempotent whether a request that an origin may have acted on is sent again, too
/// @param rules             that decide about its requests, behind those of all routes
/// @param alwaysOnline      empty where no copies are kept
public record Route(
    String host,
    String path,
    List<OriginServer> origins,
    Balance balance,
    HostField hostField,
    OriginTls tls,
    Optional<HealthCheck> healthCheck,
    Optional<Ejection> ejection,
    Duration slowReturn,
    boolean retryNonIdempotent,
    List<Rule> rules,
    Optional<AlwaysOnline> alwaysOnline) {

  public Route {
    origins = List.copyOf(origins);
    rules = List.copyOf(rules);
  }

  /// How an origin is chosen among several.
  public enum Balance {
    ROUND_ROBIN,
    /// The one with the fewest exchanges under way.
    LEAST_OUTSTANDING,
    /// The same one for the same client's address, as long as it is there.
    CLIENT_HASH
  }
}
