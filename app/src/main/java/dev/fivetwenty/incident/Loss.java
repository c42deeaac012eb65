package dev.fivetwenty.incident;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What should be in the store and is not; shown wherever incidents are shown.
///
/// @param incidents by slug of a [LossReason]; only what is not 0
/// @param rows      exchanges of which not even the small row was kept
/// @param last      when something was last lost
public record Loss(Map<String, Long> incidents, long rows, Optional<Instant> last) {

  public static final Loss NONE = new Loss(Map.of(), 0, Optional.empty());

  public Loss {
    incidents = Map.copyOf(incidents);
  }

  public long total() {
    return incidents.values().stream().mapToLong(Long::longValue).sum();
  }
}
