package dev.fivetwenty.incident.sqlite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.incident.Fate;
import dev.fivetwenty.incident.GroupKey;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.IncidentStore;
import dev.fivetwenty.incident.LossReason;
import dev.fivetwenty.incident.StoreFigures;
import dev.fivetwenty.incident.StoreOptions;
import dev.fivetwenty.incident.StoreProblem;
import dev.fivetwenty.incident.ledger.LedgerKey;
import dev.fivetwenty.incident.ledger.LedgerWriter;
import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.Label;
import dev.fivetwenty.recorder.Text;
import dev.fivetwenty.recorder.Texts;
import dev.fivetwenty.wire.Field;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// The store of an edge: `incidents.db` and `ledger/` in its data directory.
///
/// It opens whatever the disk is like; what cannot be stored is counted, and tried again when a disk
/// has room or a directory can be written to. Only a file of another version is refused.
public final class SqliteStore implements IncidentStore {

  /// What counts is handed over so often, and so are rows of the ledger, unless there are many.
  private static final long HAND_OVER_MILLIS = 5000;
  private static final long ROWS_MILLIS = 250;

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private static final int MOST_WAYS = 4096;

  private record Kind(Cause cause, Label origin, Label route) {

    boolean is(Cause otherCause, Label otherOrigin, Label otherRoute) {
      return cause == otherCause && origin == otherOrigin && route == otherRoute;
    }
  }

  private final InstantSource clock;
  private final Intake intake = new Intake(Writer.BATCH);
  private final AtomicReference<Tally> handed = new AtomicReference<>();
  private final Losses losses = new Losses();
  private final LongAdder groups = new LongAdder();
  private final Path file;
  private final Writer writer;
  private final LedgerWriter ledger;
  private final Thread thread;
  private final Map<Kind, Way> ways = new HashMap<>();
  private Kind latest;
  private Way latestWay;
  private Tally tally = new Tally();
  private long handedAt;
  private long pulsedAt;
  /// Rows of the ledger that were lost, as far as that is in a tally.
  private long rowsLost;
  private boolean closed;

  /// Of the incident that was offered last, until its exchange has passed; else null.
  private GroupKey offered;

  /// Opens the store in a directory, which is made where there is none.
  ///
  /// @param notices takes a line for the operator, from the writer's thread
  /// @throws StoreProblem when the store is of another version of this program
  public static SqliteStore open(
      Path data, StoreOptions options, InstantSource clock, Consumer<String> notices) {
    return open(data, options, clock, notices, _ -> {});
  }

  /// @param newGroups told of groups that were never seen before, from the writer's thread
  public static SqliteStore open(
      Path data, StoreOptions options, InstantSource clock, Consumer<String> notices,
      Consumer<Set<GroupKey>> newGroups) {
    var schema = new Schema(Migration.all(), Sqlite.TYPES);
    return open(data, options, clock, notices, newGroups, schema, Sqlite::write);
  }

  static SqliteStore open(
      Path data, StoreOptions options, InstantSource clock, Consumer<String> notices,
      Consumer<Set<GroupKey>> newGroups, Schema schema, StoreFile.Opener opener) {
    Path file = data.resolve(Sqlite.FILE);
    var opened = new StoreFile(file, opener, schema, options, clock, notices);
    opened.begin();
    var ledger =
        new LedgerWriter(
            data.resolve(Sqlite.LEDGER), options.keepFor(), options.ledgerBytes(), clock, notices);
    return new SqliteStore(file, opened, ledger, clock, newGroups);
  }

  private SqliteStore(
      Path file, StoreFile opened, LedgerWriter ledger, InstantSource clock,
      Consumer<Set<GroupKey>> newGroups) {
    this.file = file;
    this.ledger = ledger;
    this.clock = clock;
    Consumer<Set<GroupKey>> counted =
        added -> {
          groups.add(added.size());
          newGroups.accept(added);
        };
    writer = new Writer(intake, handed, opened, clock, losses, counted);
    thread = Thread.ofVirtual().name("incidents").start(writer);
  }

  @Override
  public boolean offer(Incident incident) {
    offered = GroupKey.of(incident);
    var taken = new Intake.Taken(incident, offered, Intake.size(incident));
    if (closed) return lose(taken, LossReason.STOPPED);
    if (taken.bytes() > Intake.MOST_BYTES_OF_ONE) return lose(taken, LossReason.TOO_LARGE);
    return intake.offer(taken) || lose(taken, LossReason.QUEUE_FULL);
  }

  private boolean lose(Intake.Taken taken, LossReason reason) {
    Writer.count(taken, tally);
    lost(reason, 1);
    return false;
  }

  @Override
  public void passed(ExchangeRecord record, Fate fate) {
    Cause cause = record.cause;
    Way way = way(cause, record.origin, record.route);
    way.passed(record.endedMillis, tally);
    boolean counted = offered == null && record.hasFailed();
    if (offered != null) way.like(offered);
    if (counted) way.countLike(record.endedMillis, site(record));
    String group = offered != null || counted ? way.group() : "";
    ledger.add(LedgerKey.of(record), record.endedMillis, record.status, cause, fate, group);
    offered = null;
  }

  /// Most exchanges are of the same kind as the one before, and looked up with it.
  private Way way(Cause cause, Label origin, Label route) {
    if (latest == null || !latest.is(cause, origin, route)) {
      latest = new Kind(cause, origin, route);
      latestWay = way(latest);
    }
    return latestWay;
  }

  private Way way(Kind kind) {
    Way way = ways.get(kind);
    if (way != null) return way;
    if (ways.size() >= MOST_WAYS) ways.clear();
    String cause = kind.cause == null ? "" : kind.cause.slug();
    way = new Way(name(kind.route), name(kind.origin), cause);
    ways.put(kind, way);
    return way;
  }

  private static String site(ExchangeRecord record) {
    Texts texts = record.texts();
    if (!texts.has(Text.FOREIGN_RAY)) return record.site == null ? "" : record.site;
    int from = texts.start(Text.FOREIGN_RAY);
    int length = texts.end(Text.FOREIGN_RAY) - from;
    return Writer.site(new String(texts.bytes(), from, length, ISO_8859_1));
  }

  private static String name(Label label) {
    return label == null ? "" : label.name();
  }

  @Override
  public void sectionSize(String route, int bytes, List<Field> largest) {
    tally.section(clock.millis(), route, bytes, largest);
  }

  @Override
  public void lost(LossReason reason, long incidents) {
    losses.add(reason, incidents);
    tally.lost(reason, clock.millis(), incidents);
  }

  @Override
  public void pulse() {
    long now = clock.millis();
    if (Math.abs(now - pulsedAt) >= ROWS_MILLIS) {
      pulsedAt = now;
      ledger.pulse();
    }
    lostRows(now);
    if (tally.isEmpty() || Math.abs(now - handedAt) < HAND_OVER_MILLIS) return;
    // While the last one waits, this one goes on counting.
    if (!handed.compareAndSet(null, tally)) return;
    tally = new Tally();
    handedAt = now;
  }

  private void lostRows(long now) {
    long lost = ledger.lost();
    if (lost > rowsLost) tally.lostRows(now, lost - rowsLost);
    rowsLost = lost;
  }

  @Override
  public StoreFigures figures() {
    return new StoreFigures(
        writer.stored(), writer.known(), losses.all(), ledger.lost(), intake.size() + writer.working(), groups.sum(),
        Sqlite.diskBytes(file) + ledger.bytes());
  }

  @Override
  public void close() {
    if (closed) return;
    closed = true;
    lostRows(clock.millis());
    Tally waiting = handed.getAndSet(null);
    if (waiting != null) tally.add(waiting);
    handed.set(tally);
    writer.stop();
    try {
      thread.join(CLOSE_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ledger.close();
    losses.add(LossReason.STOPPED, intake.size());
  }
}
