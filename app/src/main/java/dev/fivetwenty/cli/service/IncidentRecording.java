package dev.fivetwenty.cli.service;

import dev.fivetwenty.config.RecorderOptions;
import dev.fivetwenty.config.RecorderOptions.Values;
import dev.fivetwenty.incident.GroupKey;
import dev.fivetwenty.incident.IncidentStore;
import dev.fivetwenty.incident.StoreFigures;
import dev.fivetwenty.incident.StoreOptions;
import dev.fivetwenty.incident.StoreProblem;
import dev.fivetwenty.incident.intake.IncidentSink;
import dev.fivetwenty.incident.intake.InstallationKey;
import dev.fivetwenty.incident.sqlite.SqliteStore;
import dev.fivetwenty.origin.ConfigurationProblem;
import dev.fivetwenty.recorder.Watches;
import dev.fivetwenty.recorder.metrics.IncidentCollector.Figures;
import dev.fivetwenty.sanitise.Tokens;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Opens what keeps incidents, as a configuration asks for it.
///
/// @param sink for the recorder, which closes it, and with it the store
record IncidentRecording(IncidentStore store, IncidentSink sink) {

  /// Of what the store may take on disk, the part that is for small rows.
  private static final int LEDGER_SHARE = 8;

  /// Returns nothing where nothing is to be recorded.
  ///
  /// @param lostInLanes see [IncidentSink#masking]
  /// @param newGroups   told of kinds of incidents that were never seen before, from a thread of the store
  /// @throws ConfigurationProblem when the store in that directory is of another version
  static Optional<IncidentRecording> open(
      RecorderOptions wanted, Path data, InstantSource clock, LongSupplier lostInLanes,
      Watches watches, Consumer<String> notices, Consumer<Set<GroupKey>> newGroups) {
    if (!wanted.enabled()) return Optional.empty();
    var options =
        new StoreOptions(
            wanted.keepFor(), Long.MAX_VALUE, wanted.maxSize(), wanted.maxSize() / LEDGER_SHARE);
    IncidentStore store;
    try {
      store = SqliteStore.open(data, options, clock, notices, newGroups);
    } catch (StoreProblem problem) {
      throw new ConfigurationProblem("--data " + data, problem.getMessage(), problem);
    }
    IncidentSink sink =
        wanted.values() == Values.KEPT
            ? IncidentSink.keepingValues(store, lostInLanes, watches)
            : IncidentSink.masking(
                store, new Tokens(InstallationKey.of(data, notices)), lostInLanes, watches);
    return Optional.of(new IncidentRecording(store, sink));
  }

  /// Returns what the store counts, for metrics.
  Figures figures() {
    StoreFigures now = store.figures();
    Map<String, Long> lost = new TreeMap<>();
    now.lost().forEach((reason, count) -> lost.put(reason.slug(), count));
    return new Figures(now.stored(), lost, now.waiting(), now.groups(), now.bytes());
  }
}
