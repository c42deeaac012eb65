package dev.fivetwenty.incident.sqlite;

import dev.fivetwenty.incident.GroupKey;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.LossReason;
import dev.fivetwenty.incident.StoreProblem;
import dev.fivetwenty.incident.codec.IncidentCodec;
import dev.fivetwenty.incident.sqlite.Intake.Taken;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// The one thread that writes to the file: batches as they come, old things removed in between.
///
/// What it counted and could not write is kept and written with the next batch that succeeds, so the
/// losses of a full disk are in the store once there is room again.
final class Writer implements Runnable {

  /// Incidents of one transaction at most.
  static final int BATCH = 256;

  /// How long it waits for the first of a batch, and lets more come after a transaction: while exchanges fail, there
  /// is one a second.
  private static final long WAIT_MILLIS = 1000;

  private static final long CLEAN_MILLIS = 5_000;

  private final Intake intake;
  private final AtomicReference<Tally> handed;
  private final StoreFile file;
  private final InstantSource clock;
  private final Losses losses;
  private final Consumer<Set<GroupKey>> newGroups;
  private final IncidentCodec codec = new IncidentCodec();
  private Tally owed = new Tally();
  private long cleaned;
  private int sinceCleaned;
  private boolean moreToClean;
  private volatile long stored;
  private volatile long known;
  private volatile int working;
  private volatile boolean stopping;

  Writer(
      Intake intake, AtomicReference<Tally> handed, StoreFile file, InstantSource clock,
      Losses losses, Consumer<Set<GroupKey>> newGroups) {
    this.intake = intake;
    this.handed = handed;
    this.file = file;
    this.clock = clock;
    this.losses = losses;
    this.newGroups = newGroups;
  }

  /// Returns how many incidents are on disk for good, since the start.
  long stored() {
    return stored;
  }

  /// Returns how many of those were there already.
  long known() {
    return known;
  }

  /// Returns how many were taken out of the intake and are not stored yet.
  int working() {
    return working;
  }

  void stop() {
    stopping = true;
    intake.wake();
  }

  @Override
  public void run() {
    try (codec; file) {
      boolean last;
      do {
        // Looked at before the intake: what was taken before the stop is seen in this round.
        last = stopping;
        round();
      } while (!last || intake.size() > 0);
      round();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void round() throws InterruptedException {
    List<Taken> batch = intake.take(WAIT_MILLIS, this::isBusy);
    working = batch.size();
    Tally counted = handed.getAndSet(null);
    if (counted != null) owed.add(counted);
    boolean some = !batch.isEmpty() || !owed.isEmpty();
    if (some) saveOrLose(batch);
    working = 0;
    clean();
    if (some) intake.gather(WAIT_MILLIS, this::isBusy);
  }

  private boolean isBusy() {
    return moreToClean || stopping;
  }

  /// A boundary: a defect, ours or the driver's, costs a batch and not all that come after.
  private void saveOrLose(List<Taken> batch) {
    try {
      save(batch);
    } catch (RuntimeException | LinkageError defect) {
      lose(batch, file.failed(new SQLException(defect)));
    }
  }

  private void save(List<Taken> batch) {
    if (!file.open()) {
      lose(batch, file.failing());
      return;
    }
    List<Rows.Ready> ready = ready(batch);
    var tally = new Tally();
    tally.add(owed);
    try {
      StoreFile.Saved saved = file.store(ready, tally);
      known += ready.size() - saved.added();
      stored += ready.size();
      sinceCleaned += ready.size();
      owed = new Tally();
      if (!saved.groups().isEmpty()) newGroups.accept(saved.groups());
    } catch (SQLException e) {
      lose(taken(ready), file.failed(e));
    }
  }

  private static List<Taken> taken(List<Rows.Ready> ready) {
    return ready.stream().map(Rows.Ready::taken).toList();
  }

  private List<Rows.Ready> ready(List<Taken> batch) {
    var ready = new ArrayList<Rows.Ready>(batch.size());
    for (Taken taken : batch) {
      try {
        byte[] octets = codec.encode(taken.incident());
        ready.add(new Rows.Ready(taken, octets));
      } catch (StoreProblem e) {
        lose(List.of(taken), LossReason.WRITE_FAILED);
      }
    }
    return ready;
  }

  /// Counts what cannot be stored; how often it happened is told once something can be written.
  private void lose(List<Taken> batch, LossReason reason) {
    if (batch.isEmpty()) return;
    losses.add(reason, batch.size());
    owed.lost(reason, clock.millis(), batch.size());
    batch.forEach(taken -> count(taken, owed));
  }

  static void count(Taken taken, Tally tally) {
    Incident incident = taken.incident();
    tally.group(
        taken.key(), incident.began().toEpochMilli(), site(incident.ray()),
        incident.visit().peer());
  }

  /// Returns what stands behind the last hyphen of a Ray ID; empty where there is none.
  static String site(String ray) {
    int hyphen = ray.lastIndexOf('-');
    return hyphen < 0 ? "" : ray.substring(hyphen + 1);
  }

  private void clean() {
    long now = clock.millis();
    boolean due = Math.abs(now - cleaned) >= CLEAN_MILLIS || sinceCleaned >= Retention.STEP / 2;
    if (!due && !moreToClean) return;
    cleaned = now;
    sinceCleaned = 0;
    moreToClean = false;
    try {
      if (file.open()) moreToClean = file.clean() && !stopping;
    } catch (SQLException e) {
      file.failed(e);
    } catch (RuntimeException | LinkageError defect) {
      file.failed(new SQLException(defect));
    }
  }
}
