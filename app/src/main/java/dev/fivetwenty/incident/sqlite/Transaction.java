package dev.fivetwenty.incident.sqlite;

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
      return done;
    } catch (SQLException e) {
      rollBack(connection, e);
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static void rollBack(Connection connection, SQLException cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // What made the work fail says more.
      cause.addSuppressed(e);
    }
  }
}
