package dev.fivetwenty.incident.intake;

import dev.fivetwenty.incident.Fate;
import dev.fivetwenty.incident.IncidentStore;
import dev.fivetwenty.incident.LossReason;
import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.ExchangeSink;
import dev.fivetwenty.recorder.Kept;
import dev.fivetwenty.recorder.Watches;
import dev.fivetwenty.sanitise.Tokens;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/// Hands the store what the recorder brings: of every exchange its small row, of some all that was
/// kept, after it was sanitised. Nothing here waits. Confined to the recorder's thread.
public final class IncidentSink implements ExchangeSink {

  private final IncidentStore store;
  private final UnaryOperator<Kept> sanitising;
  private final RecordView view;
  private final LongSupplier lostInLanes;
  private final Watches watches;
  private long lostBefore;

  private IncidentSink(
      IncidentStore store, UnaryOperator<Kept> sanitising, RecordView view,
      LongSupplier lostInLanes, Watches watches) {
    this.store = store;
    this.sanitising = sanitising;
    this.view = view;
    this.lostInLanes = lostInLanes;
    this.watches = watches;
  }

  /// Returns a sink that stores nothing that is not known to be harmless.
  ///
  /// @param lostInLanes how many exchanges worth keeping found no way to the recorder so far
  /// @param watches     expire by being looked at
  public static IncidentSink masking(
      IncidentStore store, Tokens tokens, LongSupplier lostInLanes, Watches watches) {
    return new IncidentSink(
        store, new Sanitiser(tokens)::sanitised, RecordView.masked(tokens::ofAddress),
        lostInLanes, watches);
  }

  /// Returns a sink that stores everything as it was, as the operator wants it.
  public static IncidentSink keepingValues(
      IncidentStore store, LongSupplier lostInLanes, Watches watches) {
    return new IncidentSink(
        store, UnaryOperator.identity(), RecordView.plain(), lostInLanes, watches);
  }

  @Override
  public void accept(ExchangeRecord record) {
    if (record.sectionBytes >= 0 && record.route != null) {
      store.sectionSize(record.route.name(), (int) record.sectionBytes, record.largestFields);
    }
    Fate fate = Fate.DROPPED;
    try {
      fate = fate(record);
    } finally {
      store.passed(record, fate);
    }
  }

  private Fate fate(ExchangeRecord record) {
    if (record.kept != null) {
      var incident = view.incident(record, sanitising.apply(record.kept));
      return store.offer(incident) ? Fate.STORED : Fate.DROPPED;
    }
    if (record.surplus) {
      store.lost(LossReason.SURPLUS, 1);
      return Fate.DROPPED;
    }
    if (record.hasFailed()) return Fate.NOT_KEPT;
    return record.cacheStatus == null ? Fate.SUCCEEDED : Fate.KEPT_COPY;
  }

  @Override
  public void pulse(long nanos) {
    long lost = lostInLanes.getAsLong();
    if (lost > lostBefore) store.lost(LossReason.LANE_FULL, lost - lostBefore);
    lostBefore = lost;
    store.pulse();
    watches.expire();
  }

  @Override
  public void close() {
    pulse(0);
    store.close();
  }
}
