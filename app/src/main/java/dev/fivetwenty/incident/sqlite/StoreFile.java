package dev.fivetwenty.incident.sqlite;

import dev.fivetwenty.incident.GroupKey;
import dev.fivetwenty.incident.LossReason;
import dev.fivetwenty.incident.StoreOptions;
import dev.fivetwenty.incident.StoreProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The file that is written to: opened when that is possible, and opened again after it was not.
///
/// Only the writer's thread uses it. A damaged file is moved aside, never removed.
final class StoreFile implements AutoCloseable {

  /// After a failure to open it, the next try comes so much later.
  private static final Duration RETRY = Duration.ofSeconds(5);

  private static final Duration RECOUNT = Duration.ofHours(1);

  /// What a batch came to.
  ///
  /// @param added  incidents that were not there already
  /// @param groups that are new
  record Saved(int added, Set<GroupKey> groups) {}

  /// Opens the file for one that writes.
  interface Opener {
    Connection open(Path file) throws SQLException;
  }

  private final Path file;
  private final Opener opener;
  private final Schema schema;
  private final InstantSource clock;
  private final Consumer<String> notices;
  private final Retention retention;
  private Connection connection;
  private Statements sql;
  private Book book;
  private Instant retryAt = Instant.MIN;
  private Instant recounted = Instant.MIN;
  private LossReason failing;

  StoreFile(
      Path file, Opener opener, Schema schema, StoreOptions options, InstantSource clock,
      Consumer<String> notices) {
    this.file = file;
    this.opener = opener;
    this.schema = schema;
    this.clock = clock;
    this.notices = notices;
    this.retention = new Retention(options);
  }

  /// Why the last thing that was tried failed; null when it did not.
  LossReason failing() {
    return failing;
  }

  /// Opens the file for the first time, if that can be done.
  ///
  /// @throws StoreProblem when it is of another version of this program
  void begin() {
    try {
      openOnce(clock.instant());
    } catch (SQLException e) {
      failed(e);
    } catch (LinkageError defect) {
      failed(new SQLException(defect));
    }
  }

  /// Opens the file, if it is not open and it is time to try.
  ///
  /// @return whether it is open
  boolean open() {
    if (connection != null) return true;
    Instant now = clock.instant();
    // Earlier than the failure was: the clock was set back.
    if (now.isBefore(retryAt) && retryAt.isBefore(now.plus(RETRY.multipliedBy(2)))) return false;
    try {
      openOnce(now);
    } catch (SQLException e) {
      failed(e);
    } catch (StoreProblem e) {
      // Somebody put another file in its place.
      failed(new SQLException(e.getMessage(), e));
    }
    return connection != null;
  }

  private void openOnce(Instant now) throws SQLException {
    makeFolder();
    try {
      connect(now);
    } catch (SQLException e) {
      if (Sqlite.reason(e) != LossReason.CORRUPT) throw e;
      moveAside(e);
      connect(now);
    }
  }

  /// What clients asked is in a folder that we make, and nobody else's business.
  private void makeFolder() {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.exists(folder)) return;
    try {
      Files.createDirectories(folder.getParent());
      Files.createDirectory(
          folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
    } catch (IOException e) {
      // Said when the file cannot be opened.
    }
  }

  private void connect(Instant now) throws SQLException {
    Connection opened = opener.open(file);
    try {
      schema.migrate(opened, file.toString(), now);
      connection = opened;
      sql = new Statements(opened);
      book = new Book(sql);
      retention.recount();
    } catch (SQLException | StoreProblem e) {
      opened.close();
      throw e;
    }
  }

  /// Stores a batch for good, or throws.
  ///
  /// @param tally that of the batch is added here
  Saved store(List<Rows.Ready> incidents, Tally tally) throws SQLException {
    Saved saved =
        Transaction.on(
            connection,
            () -> {
              List<Rows.Ready> added = Rows.add(sql, incidents, book);
              added.forEach(one -> Writer.count(one.taken(), tally));
              retention.added(added.size());
              return new Saved(added.size(), book.add(tally));
            });
    if (failing != null) notices.accept("incidents: %s is written to again".formatted(file));
    failing = null;
    return saved;
  }

  /// Removes some of what is too old or too much.
  ///
  /// @return whether there is more to do
  boolean clean() throws SQLException {
    Instant now = clock.instant();
    if (Duration.between(recounted, now).abs().compareTo(RECOUNT) > 0) {
      recounted = now;
      retention.recount();
      Sqlite.learn(connection);
    }
    return retention.step(sql, now);
  }

  /// Takes note that something did not work; the file is opened anew before the next use.
  ///
  /// @return why
  LossReason failed(SQLException problem) {
    LossReason reason = Sqlite.reason(problem);
    close();
    retryAt = clock.instant().plus(RETRY);
    if (reason != failing) {
      notices.accept(
          "incidents: %s cannot be written to (%s: %s); what is lost is counted"
              .formatted(file, reason.slug(), problem.getMessage()));
    }
    failing = reason;
    if (reason == LossReason.CORRUPT) moveAside(problem);
    return reason;
  }

  private void moveAside(SQLException problem) {
    String stamp = clock.instant().toString().replaceAll("[^0-9TZ]", "");
    try {
      Path aside = null;
      for (String part : List.of("", "-wal", "-shm")) {
        Path from = file.resolveSibling(file.getFileName() + part);
        Path to = file.resolveSibling("%s.damaged-%s%s".formatted(file.getFileName(), stamp, part));
        if (!Files.exists(from)) continue;
        Files.move(from, to);
        if (aside == null) aside = to;
      }
      retryAt = Instant.MIN;
      notices.accept(
          "incidents: %s is damaged (%s); moved to %s, and a new one begun"
              .formatted(file, problem.getMessage(), aside));
    } catch (IOException e) {
      notices.accept("incidents: %s is damaged and cannot be moved: %s".formatted(file, e));
    }
  }

  @Override
  public void close() {
    if (connection == null) return;
    try (Connection _ = connection;
        Statements _ = sql) {
      connection = null;
    } catch (SQLException e) {
      notices.accept("incidents: closing %s: %s".formatted(file, e.getMessage()));
    }
  }
}
