package dev.fivetwenty.cli.service;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import javax.management.NotificationEmitter;

/// Has the old generation of the heap collected when it has doubled.
///
/// What outlives the nursery by a moment, as exchanges of many clients at once do, is promoted. The Serial collector
/// comes back for it only when the heap is as large as it may be, and that is a quarter of the machine's memory, or what
/// a container has. A collection is a pause of tens of milliseconds, and the less is promoted the more seldom it is
/// due. Only that collector is seen to.
public final class OldGeneration {

  /// Up to here it is not worth a pause.
  private static final long ROOM = 64L << 20;

  private final MemoryPoolMXBean pool;

  private OldGeneration(MemoryPoolMXBean pool) {
    this.pool = pool;
  }

  /// Watches the heap of this process until it ends.
  public static void watch() {
    ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals("Tenured Gen"))
        .forEach(pool -> new OldGeneration(pool).begin());
  }

  private void begin() {
    expect();
    // The JVM compares after each collection, and tells on a thread of its own.
    ((NotificationEmitter) ManagementFactory.getMemoryMXBean())
        .addNotificationListener(
            (_, _) -> collect(),
            told -> told.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED),
            null);
  }

  private void collect() {
    System.gc();
    expect();
  }

  private void expect() {
    MemoryUsage now = pool.getUsage();
    pool.setUsageThreshold(Math.min(Math.max(2 * now.getUsed(), ROOM), now.getMax()));
  }
}
