package dev.fivetwenty.incident.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.incident.Fate;
import dev.fivetwenty.incident.IncidentRow;
import dev.fivetwenty.incident.LossReason;
import dev.fivetwenty.incident.Query;
import dev.fivetwenty.incident.Samples;
import dev.fivetwenty.incident.StoreOptions;
import dev.fivetwenty.incident.StoreProblem;
import dev.fivetwenty.incident.Time;
import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a disk can do to a store, and that the store goes on and says so.
class StoreFaultsTest {

  private static final StoreOptions ROOMY =
      new StoreOptions(Duration.ofDays(14), 1_000_000, 1L << 30, 16L << 20);

  private static final int LATER = Migration.all().size() + 1;

  private static final Schema SCHEMA = new Schema(Migration.all(), Sqlite.TYPES);

  @TempDir Path data;

  private final Time time = new Time(Samples.BEGIN);
  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());

  @Test
  void aFullDiskLosesWhatIsCountedAndIsWrittenToAgainWhenThereIsRoom() {
    int[] pages = {60};
    StoreFile.Opener small = file -> limited(Sqlite.write(file), pages[0]);
    try (SqliteStore store = open(SCHEMA, small)) {
      offer(store, 0, 2000);
      until(() -> store.figures().stored() + lost(store, LossReason.DISK_FULL) == 2000);
      long lost = lost(store, LossReason.DISK_FULL);
      long stored = store.figures().stored();
      assertThat(lost).isPositive();
      assertThat(count()).isEqualTo(stored);
      assertThat(notices).anyMatch(line -> line.contains("disk-full"));

      pages[0] = 100_000;
      time.set(time.instant().plusSeconds(6));
      offer(store, 2000, 10);
      until(() -> store.figures().stored() == stored + 10);
      until(() -> notices.getLast().contains("written to again"));
    }
    try (var incidents = SqliteIncidents.open(data)) {
      assertThat(incidents.losses().incidents().get("disk-full"))
          .isEqualTo(2000L - (count() - 10));
    }
  }

  private static Connection limited(Connection connection, int pages) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA max_page_count = " + pages);
    }
    return connection;
  }

  @Test
  void aDirectoryThatCannotBeWrittenToIsSaidAndTriedAgain() throws IOException {
    Path inTheWay = Files.writeString(data.resolve("state"), "no directory");
    SqliteStore opened = SqliteStore.open(inTheWay, ROOMY, time, notices::add);
    try (SqliteStore store = opened) {
      offer(store, 0, 10);
      until(() -> lost(store, LossReason.READ_ONLY) == 10);
      assertThat(notices).anyMatch(line -> line.contains("read-only"));
      Files.delete(inTheWay);
      Files.createDirectory(inTheWay);
      time.set(time.instant().plusSeconds(6));
      offer(store, 10, 10);
      until(() -> store.figures().stored() == 10);
    }
    assertThat(Files.exists(inTheWay.resolve("incidents.db"))).isTrue();
  }

  /// As where the library of the driver cannot be loaded.
  @Test
  void aDefectCostsABatchAndNotAllThatCome() {
    boolean[] isBroken = {true};
    StoreFile.Opener opener =
        file -> {
          if (isBroken[0]) throw new UnsatisfiedLinkError("no library");
          return Sqlite.write(file);
        };
    try (SqliteStore store = open(SCHEMA, opener)) {
      offer(store, 0, 10);
      until(() -> lost(store, LossReason.WRITE_FAILED) == 10);
      assertThat(notices).anyMatch(line -> line.contains("no library"));
      isBroken[0] = false;
      time.set(time.instant().plusSeconds(6));
      offer(store, 10, 10);
      until(() -> store.figures().stored() == 10);
    }
    assertThat(count()).isEqualTo(10);
  }

  @Test
  void rowsThatTheLedgerLostAreSaidLater() throws IOException {
    Files.writeString(data.resolve(Sqlite.LEDGER), "no directory");
    try (SqliteStore store = open(SCHEMA, Sqlite::write)) {
      for (int i = 0; i < 7; i++) store.passed(passed(i), Fate.SUCCEEDED);
      until(
          () -> {
            store.pulse();
            return store.figures().rowsLost() == 7;
          });
    }
    try (var incidents = SqliteIncidents.open(data)) {
      assertThat(incidents.losses().rows()).isEqualTo(7);
      assertThat(incidents.losses().incidents()).isEmpty();
      assertThat(incidents.losses().last()).contains(Samples.BEGIN);
    }
  }

  private static ExchangeRecord passed(int i) {
    ExchangeRecord record = Records.usual();
    record.ray = i;
    record.endedMillis = Samples.BEGIN.toEpochMilli();
    return record;
  }

  @Test
  void aDamagedFileIsMovedAsideAndANewOneBegun() throws IOException {
    Path file = data.resolve(Sqlite.FILE);
    Files.writeString(file, "This is not a database at all. ".repeat(1000));
    try (SqliteStore store = open(SCHEMA, Sqlite::write)) {
      offer(store, 0, 10);
      until(() -> store.figures().stored() == 10);
    }
    assertThat(count()).isEqualTo(10);
    assertThat(notices).hasSize(1).first().asString()
        .contains("damaged", "moved to", "incidents.db.damaged-20261125T120000Z");
    assertThat(Files.readString(data.resolve("incidents.db.damaged-20261125T120000Z")))
        .startsWith("This is not a database");
  }

  @Test
  void damageThatShowsLaterDoesNotEndTheStore() throws IOException {
    try (SqliteStore store = open(SCHEMA, Sqlite::write)) {
      offer(store, 0, 300);
    }
    Path file = data.resolve(Sqlite.FILE);
    byte[] bytes = Files.readAllBytes(file);
    // All but the pages that say which tables there are.
    Arrays.fill(bytes, 4 * 4096, bytes.length, (byte) 0x5A);
    Files.write(file, bytes);
    try (SqliteStore store = open(SCHEMA, Sqlite::write)) {
      int[] next = {300};
      until(
          () -> {
            offer(store, next[0]++, 1);
            return store.figures().stored() > 0;
          });
      until(() -> store.figures().waiting() == 0);
    }
    assertThat(count()).isPositive();
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .anyMatch(name -> name.startsWith("incidents.db.damaged-"));
    }
  }

  @Test
  void aStoreOfANewerVersionIsRefused() {
    var newer = new ArrayList<>(Migration.all());
    newer.add(new Migration(LATER, "later", "CREATE TABLE later (id ${id});"));
    open(new Schema(newer, Sqlite.TYPES), Sqlite::write).close();
    assertThatThrownBy(() -> open(SCHEMA, Sqlite::write))
        .isInstanceOf(StoreProblem.class)
        .hasMessageContaining("has schema %d, and this program knows up to %d".formatted(LATER, LATER - 1))
        .hasMessageContaining("use a newer one");
    assertThatThrownBy(() -> SqliteIncidents.open(data))
        .isInstanceOf(StoreProblem.class)
        .hasMessageContaining("has schema " + LATER);
  }

  @Test
  void anOlderStoreIsBroughtUpWithAllThatIsInIt() {
    try (SqliteStore store = open(SCHEMA, Sqlite::write)) {
      offer(store, 0, 20);
    }
    var newer = new ArrayList<>(Migration.all());
    newer.add(new Migration(LATER, "later", "ALTER TABLE incident ADD COLUMN mood TEXT;"));
    var later = new Schema(newer, Sqlite.TYPES);
    try (SqliteStore store = open(later, Sqlite::write)) {
      offer(store, 20, 1);
      until(() -> store.figures().stored() == 1);
    }
    open(later, Sqlite::write).close();
    assertThatThrownBy(() -> open(SCHEMA, Sqlite::write)).isInstanceOf(StoreProblem.class);
  }

  @Test
  void theFirstVersionIsBroughtUp() throws SQLException {
    var first = new Schema(Migration.all().subList(0, 1), Sqlite.TYPES);
    open(first, Sqlite::write).close();
    long seen = Samples.BEGIN.toEpochMilli();
    try (Connection connection = Sqlite.write(data.resolve(Sqlite.FILE));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO incident VALUES (7, '8f2c-FRA', " + seen + ", 'FAILED', 'resp-empty-fin', 520,"
              + " 'r/', 'http://a', 'g', 'GET', 'http', 'shop.example', '/', '#1')");
      statement.execute(
          "INSERT INTO incident_group VALUES ('g', 'resp-empty-fin', 'http://a', 'r/', 'f', "
              + seen + ", " + seen + ", 1)");
      statement.execute("INSERT INTO group_minute VALUES ('g', " + seen / 60_000 + ", 1)");
      statement.execute("INSERT INTO group_place VALUES ('g', 'site', 'FRA', 1)");
    }
    assertThatThrownBy(() -> SqliteIncidents.open(data))
        .isInstanceOf(StoreProblem.class)
        .hasMessageContaining("start an edge on it once");
    open(SCHEMA, Sqlite::write).close();
    assertThat(count()).isEqualTo(1);
    try (var incidents = SqliteIncidents.open(data)) {
      Query then = Query.ALL.since(Samples.BEGIN).until(Samples.BEGIN.plusSeconds(1));
      assertThat(incidents.groups(then).getFirst().bySite()).containsExactly(Map.entry("FRA", 1L));
      assertThat(incidents.groups(then).getFirst().byPeer()).isEmpty();
    }
  }

  @Test
  void aMigrationThatFailsChangesNothing() {
    open(SCHEMA, Sqlite::write).close();
    var broken = new ArrayList<>(Migration.all());
    broken.add(new Migration(LATER, "broken", "CREATE TABLE half (a TEXT); CREATE TABLE (;"));
    try (SqliteStore store = open(new Schema(broken, Sqlite.TYPES), Sqlite::write)) {
      offer(store, 0, 1);
      until(() -> lost(store, LossReason.WRITE_FAILED) == 1);
    }
    try (SqliteStore store = open(SCHEMA, Sqlite::write)) {
      offer(store, 0, 5);
    }
    assertThat(count()).isEqualTo(5);
  }

  @Test
  void aMigrationThatWasChangedIsNoticed() {
    open(SCHEMA, Sqlite::write).close();
    Migration first = Migration.all().getFirst();
    var changed = new Migration(first.version(), first.name(), first.sql() + "-- and more");
    var all = new ArrayList<>(Migration.all());
    all.set(0, changed);
    assertThatThrownBy(() -> open(new Schema(all, Sqlite.TYPES), Sqlite::write))
        .isInstanceOf(StoreProblem.class)
        .hasMessageContaining("another schema 1");
  }

  @Test
  void readersSayWhereTheyLookedInVain() {
    assertThatThrownBy(() -> SqliteIncidents.open(data))
        .isInstanceOf(StoreProblem.class)
        .hasMessageContaining("no incidents in " + data);
  }

  @Test
  void aReaderOfADamagedFileSaysSo() throws IOException {
    Files.writeString(data.resolve(Sqlite.FILE), "This is not a database at all. ".repeat(1000));
    assertThatThrownBy(() -> SqliteIncidents.open(data))
        .isInstanceOf(StoreProblem.class)
        .hasMessageContaining("damaged");
  }

  /// A reader that looks on meanwhile only puts that off.
  @Test
  void theFileShrinksWhenMuchIsRemoved() throws SQLException {
    var options = new StoreOptions(Duration.ofDays(1), 1_000_000, 1L << 30, 16L << 20);
    try (SqliteStore store = SqliteStore.open(data, options, time, notices::add)) {
      for (int from = 0; from < 9_000; from += 1000) {
        offer(store, from, 1000);
        until(() -> store.figures().waiting() == 0);
      }
      assertThat(store.figures().bytes()).isGreaterThan(9L << 20);
      String file = "jdbc:sqlite:" + data.resolve(Sqlite.FILE);
      try (Connection reader = DriverManager.getConnection(file);
          Statement statement = reader.createStatement()) {
        reader.setAutoCommit(false);
        statement.executeQuery("SELECT count(*) FROM incident").next();
        time.set(Samples.BEGIN.plus(Duration.ofDays(3)));
        until(() -> count() == 0);
        until(() -> freePages() <= Retention.SPARE_PAGES);
        assertThat(size()).isGreaterThan(6L << 20);
        reader.rollback();
      }
      until(() -> {
        time.set(time.instant().plusSeconds(2));
        return size() < 6L << 20;
      });
    }
  }

  private long freePages() {
    time.set(time.instant().plusSeconds(2));
    try (Connection reader = DriverManager.getConnection("jdbc:sqlite:" + data.resolve(Sqlite.FILE));
        Statement statement = reader.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA freelist_count")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private long size() {
    try {
      return Files.size(data.resolve(Sqlite.FILE));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private SqliteStore open(Schema schema, StoreFile.Opener opener) {
    return SqliteStore.open(data, ROOMY, time, notices::add, _ -> {}, schema, opener);
  }

  private static void offer(SqliteStore store, int from, int count) {
    for (int i = from; i < from + count; i++) store.offer(Samples.incident(i));
  }

  private static long lost(SqliteStore store, LossReason reason) {
    return store.figures().lost().get(reason);
  }

  private long count() {
    try (var incidents = SqliteIncidents.open(data)) {
      List<IncidentRow> rows = incidents.list(Query.ALL.atMost(Query.MOST));
      return rows.size();
    }
  }

  private static void until(BooleanSupplier reached) {
    long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (!reached.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it never came").isLessThan(deadline);
      LockSupport.parkNanos(10_000_000);
    }
  }
}
