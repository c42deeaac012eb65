package dev.fivetwenty.policy.ratelimit;

import dev.fivetwenty.rules.Characteristic;
import dev.fivetwenty.rules.Expression;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How many requests may come in a period, and what happens when more do.
///
/// @param by         what requests are told apart by; empty to count all together
/// @param ipv6Prefix how many bits of a client's IPv6 address count
/// @param requests   per period; one more is too many
/// @param counting   what is counted, perhaps of the response; empty for all requests that the rule is for
/// @param mitigation for which a key is denied everything once it had too many; zero to deny only what
///                   is too many, until its period ends
/// @param keys       that are remembered at most
/// @param announced  whether every response tells its client what is left
public record Limit(
    List<Characteristic> by,
    int ipv6Prefix,
    Duration period,
    int requests,
    Optional<Expression> counting,
    Duration mitigation,
    int keys,
    boolean announced) {

  public Limit {
    by = List.copyOf(by);
  }

  /// Returns whether responses are counted, rather than requests.
  public boolean countsResponses() {
    return counting.map(Expression::needsResponse).orElse(false);
  }
}
