package dev.fivetwenty.cli.service;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Makes garbage that has outlived the nursery until the old generation is collected, and prints by how many MiB that made it smaller.
final class OldGenerationMain {

  private static final int ALIVE = 1000;
  private static final long ENOUGH = 96L << 20;

  public static void main(String... arguments) {
    OldGeneration.watch();
    var alive = new ArrayDeque<byte[]>();
    long most = 0;
    while (collections() == 0) {
      most = Math.max(most, used());
      if (most > ENOUGH) LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      else alive.add(new byte[16 << 10]);
      if (alive.size() > ALIVE) alive.poll();
    }
    System.out.println(most - used() >> 20);
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(collector -> collector.getName().equals("MarkSweepCompact"))
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  private static long used() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals("Tenured Gen"))
        .mapToLong(pool -> pool.getUsage().getUsed())
        .sum();
  }

  private OldGenerationMain() {}
}
