package dev.fivetwenty.bench.soak;

/// The edge's metrics that the account needs, by their names.
public final class Totals {

  private static final String ANSWERS = "fivetwenty_edge_answers_total";

  /// Returns the exchanges that failed: those that the edge answered itself with a cause, and those that it broke off.
  static long failures(Metrics metrics) {
    return metrics.sum(ANSWERS) - metrics.sum(ANSWERS, "cause=\"none\"") + metrics.sum("fivetwenty_aborted_total");
  }

  /// Returns the connections on which something is under way.
  public static long active(Metrics metrics) {
    return metrics.sum("fivetwenty_client_connections", "state=\"active\"")
        + metrics.sum("fivetwenty_origin_connections", "state=\"active\"");
  }

  /// Returns the exchanges that have no line in the log.
  static long dropped(Metrics metrics) {
    return metrics.sum("fivetwenty_access_log_dropped_total");
  }

  private Totals() {}
}
