package dev.fivetwenty.incident.sqlite;

import static org.sqlite.SQLiteErrorCode.SQLITE_CANTOPEN;
import static org.sqlite.SQLiteErrorCode.SQLITE_CORRUPT;
import static org.sqlite.SQLiteErrorCode.SQLITE_FULL;
import static org.sqlite.SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
import static org.sqlite.SQLiteErrorCode.SQLITE_IOERR_WRITE;
import static org.sqlite.SQLiteErrorCode.SQLITE_NOTADB;
import static org.sqlite.SQLiteErrorCode.SQLITE_PERM;
import static org.sqlite.SQLiteErrorCode.SQLITE_READONLY;

import dev.fivetwenty.incident.LossReason;
import dev.fivetwenty.incident.StoreProblem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.SQLiteOpenMode;

/// Everything that only SQLite does: how a file is opened, what its errors mean, how it shrinks.
///
/// `synchronous = NORMAL` with a write-ahead log: when a commit returns, the system has the octets,
/// so nothing of it is lost when this process is killed, and the file is sound after a power cut. A
/// power cut may take the last commits; to hold those, too, would cost a wait for the disk in each.
final class Sqlite {

  static final String FILE = "incidents.db";

  /// The folder of the small rows, beside the file.
  static final String LEDGER = "ledger";

  /// The types that the migrations leave open.
  static final Map<String, String> TYPES = Map.of("id", "INTEGER PRIMARY KEY", "octets", "BLOB");

  /// How long to wait for another process that writes, an import for instance.
  private static final int BUSY_MILLIS = 5_000;

  /// What the log may keep of the disk when it has once been larger.
  private static final int LOG_BYTES = 16 * 1024 * 1024;

  private static final int CACHE_KIB = 8 * 1024;

  private static final String TEMPORARY = "org.sqlite.tmpdir";

  /// Opens the file for the one that writes, and makes it where there is none.
  static Connection write(Path file) throws SQLException {
    load(file.toAbsolutePath().getParent());
    SQLiteConfig config = config();
    // A batch takes its right to write at once: it never has to give up half-way.
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      // Before the first table, and before the log.
      statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = NORMAL");
      statement.execute("PRAGMA journal_size_limit = " + LOG_BYTES);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /// Opens the file for one that only reads, while another may write.
  static Connection read(Path file) throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    try {
      return opened(config, "jdbc:sqlite:" + file);
    } catch (SQLException e) {
      // Nobody writes in a folder that is read-only, and the index of the log cannot be made there.
      if (Files.isWritable(file.toAbsolutePath().getParent())) throw e;
      return opened(config, "jdbc:sqlite:" + file.toAbsolutePath().toUri() + "?immutable=1");
    }
  }

  private static Connection opened(SQLiteConfig config, String url) throws SQLException {
    Connection connection = config.createConnection(url);
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("SELECT count(*) FROM sqlite_master").close();
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(-CACHE_KIB);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    // Else each row that is added costs a query more, for its id, which is ours.
    config.setGetGeneratedKeys(false);
    return config;
  }

  /// Has the driver load its library, which it unpacks into a folder from which programs may be loaded;
  /// the common one for temporary files often forbids that, and the one of the store may be full.
  ///
  /// The driver itself tries once in the life of a process. Here that is done again until it succeeds.
  private static void load(Path folder) throws SQLException {
    if (System.getProperty(TEMPORARY) == null && Files.isWritable(folder)) {
      System.setProperty(TEMPORARY, folder.toString());
      if (isLoaded()) return;
      System.clearProperty(TEMPORARY);
      removeParts(folder);
    }
    if (isLoaded()) return;
    throw new SQLException(
        "the library of SQLite can be unpacked neither there nor in "
            + System.getProperty("java.io.tmpdir")
            + ": there is no room, or no program may be loaded from there");
  }

  private static boolean isLoaded() {
    try {
      return SQLiteJDBCLoader.initialize();
    } catch (Exception e) {
      return false;
    }
  }

  /// What was unpacked of a library takes room that the store may need.
  private static void removeParts(Path folder) {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "sqlite-*sqlitejdbc*")) {
      for (Path part : parts) Files.deleteIfExists(part);
    } catch (IOException e) {
      // It is removed by the driver at the next start.
    }
  }

  static LossReason reason(SQLException problem) {
    int code = problem.getErrorCode();
    if (isAny(code, SQLITE_IOERR_WRITE, SQLITE_IOERR_SHMSIZE)) return LossReason.DISK_FULL;
    // The low octet is the kind, what is above a detail.
    int kind = code & 0xFF;
    if (isAny(kind, SQLITE_FULL)) return LossReason.DISK_FULL;
    if (isAny(kind, SQLITE_CORRUPT, SQLITE_NOTADB)) return LossReason.CORRUPT;
    if (isAny(kind, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM)) return LossReason.READ_ONLY;
    return LossReason.WRITE_FAILED;
  }

  private static boolean isAny(int code, SQLiteErrorCode... codes) {
    return Arrays.stream(codes).anyMatch(known -> known.code == code);
  }

  /// Returns one line about what cannot be done with the file.
  static StoreProblem problem(Path file, SQLException problem) {
    String what =
        isAny(problem.getErrorCode() & 0xFF, SQLiteErrorCode.SQLITE_BUSY)
            ? "is locked by another program: try again when that has ended"
            : what(problem);
    return new StoreProblem(file + " " + what, problem);
  }

  private static String what(SQLException problem) {
    return switch (reason(problem)) {
      case CORRUPT -> "is damaged, or no store: move it away, or start an edge, which does so";
      case READ_ONLY -> "cannot be opened: check that it exists and its permissions";
      default -> "cannot be read: " + problem.getMessage();
    };
  }

  /// Gives up to `pages` pages that are free back to the file system; as an update, for asked as a
  /// query the driver takes one step, which is one page.
  ///
  /// @return as [#checkpoint]
  static boolean shrink(Connection connection, int pages) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA incremental_vacuum(" + pages + ")");
    }
    return checkpoint(connection);
  }

  /// Moves the log into the file, which is cut then. Waits for no reader.
  ///
  /// @return whether no reader was in the way
  static boolean checkpoint(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(PASSIVE)")) {
      return row.next() && row.getInt("busy") == 0 && row.getInt("log") == row.getInt("checkpointed");
    }
  }

  /// Returns the octets of the file in use, without its free pages.
  static long usedBytes(Connection connection) throws SQLException {
    long pages = number(connection, "PRAGMA page_count") - number(connection, "PRAGMA freelist_count");
    return pages * number(connection, "PRAGMA page_size");
  }

  static long freePages(Connection connection) throws SQLException {
    return number(connection, "PRAGMA freelist_count");
  }

  /// Lets the planner learn what has changed much; bounded by itself.
  static void learn(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA optimize");
    }
  }

  /// Returns what the file and its log take on disk.
  static long diskBytes(Path file) {
    return size(file) + size(file.resolveSibling(file.getFileName() + "-wal"));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      // It is not there.
      return 0;
    }
  }

  private static long number(Connection connection, String pragma) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(pragma)) {
      row.next();
      return row.getLong(1);
    }
  }

  private Sqlite() {}
}
