package dev.fivetwenty.har.diff;

import java.util.List;
import java.util.Optional;

/// Two entries of the same request, or one that has no other.
public record Pair(Optional<Side> direct, Optional<Side> proxied, List<Difference> differences) {

  public Pair {
    differences = List.copyOf(differences);
  }

  /// Returns the side there is, the direct one where there are both.
  public Side any() {
    return direct.or(() -> proxied).orElseThrow();
  }

  public boolean isWhole() {
    return direct.isPresent() && proxied.isPresent();
  }

  /// Returns whether anything differs that is not folded.
  public boolean differs() {
    return !isWhole() || differences.stream().anyMatch(d -> !d.folded());
  }
}
