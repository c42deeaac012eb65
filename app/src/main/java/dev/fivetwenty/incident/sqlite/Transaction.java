package dev.fivetwenty.incident.sqlite;

import dev.fivetwenty.incident.StoreProblem;
import java.sql.Connection;
import java.sql.SQLException;

/// Work that is done as a whole or not at all.
interface Transaction<T> {

  T run() throws SQLException;

  /// Runs the work on a connection that is in no transaction, and leaves it so.
  static <T> T on(Connection connection, Transaction<T> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      T done = work.run();
      connection.commit();
      connection.setAutoCommit(true);
      return done;
    } catch (SQLException | StoreProblem e) {
      leave(connection, e);
      throw e;
    }
  }

  /// Some failures end a transaction by themselves, and then it cannot be ended once more.
  private static void leave(Connection connection, Exception cause) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      // What made the work fail says more.
      cause.addSuppressed(e);
    }
  }
}
