package dev.fivetwenty.incident;

import java.util.Map;

/// What the store has counted since it was opened.
///
/// @param stored  incidents that are on disk for good
/// @param known   of those, how many were there already
/// @param lost    incidents by reason; every reason is there
/// @param rowsLost exchanges without their small row
/// @param waiting taken, not stored yet
/// @param groups  kinds of incidents that were new
/// @param bytes   the store's files take, the ledger included
public record StoreFigures(
    long stored, long known, Map<LossReason, Long> lost, long rowsLost, int waiting, long groups, long bytes) {

  public StoreFigures {
    lost = Map.copyOf(lost);
  }
}
