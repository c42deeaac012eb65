package dev.fivetwenty.cli;

import dev.fivetwenty.cli.incident.StoreAccess;
import dev.fivetwenty.incident.StoreOptions;
import dev.fivetwenty.incident.sqlite.SqliteIncidents;
import dev.fivetwenty.incident.sqlite.SqliteStore;
import dev.fivetwenty.origin.Origins;
import java.time.Duration;
import java.time.InstantSource;

/// Puts the parts together.
public final class Wiring {

  /// For who adds to a store: what is removed is the edge's affair.
  private static final StoreOptions KEEP_ALL =
      new StoreOptions(Duration.ofDays(36_500), 1L << 40, 1L << 50, 1L << 40);

  /// Returns the way to origins for a short command.
  public static Origins origins() {
    // Both cost more time than the whole exchange, and serve only those who run for days.
    System.setProperty("io.netty.jfr.enabled", "false");
    System.setProperty("io.netty.machineId", "00:00:00:00:00:00:00:01");
    System.setProperty("io.netty.processId", "1");
    return Origins.open();
  }

  /// Returns the way to what edges have stored.
  public static StoreAccess stores() {
    InstantSource clock = InstantSource.system();
    return new StoreAccess(
        SqliteIncidents::open,
        folder -> SqliteStore.open(folder, KEEP_ALL, clock, System.err::println), clock);
  }

  private Wiring() {}
}
