package dev.fivetwenty.counterexample.edge;

import java.sql.Connection;

/// Breaks a rule on purpose: an edge that opens a database.
public final class OpensDatabase {
  Connection connection;
}
