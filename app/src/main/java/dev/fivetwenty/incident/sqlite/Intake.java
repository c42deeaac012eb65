package dev.fivetwenty.incident.sqlite;

import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.recorder.KeptAttempt;
import dev.fivetwenty.recorder.KeptBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// What was taken and is not stored yet: bounded in number and in octets, and never waited at by
/// whoever adds.
final class Intake {

  static final int MOST = 4096;

  /// About what they take in memory, all together.
  static final long MOST_BYTES = 64L * 1024 * 1024;

  /// About what one may take: two attempts with heads of 128 KiB are a tenth of it.
  static final long MOST_BYTES_OF_ONE = 8L * 1024 * 1024;

  /// What an incident takes besides the octets that it keeps.
  private static final long FRAME = 4096;

  private record Item(Incident incident, long bytes) {}

  private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(MOST);
  private final AtomicLong bytes = new AtomicLong();

  /// @param size as [#size] has it
  boolean offer(Incident incident, long size) {
    if (bytes.get() + size > MOST_BYTES) return false;
    bytes.addAndGet(size);
    if (queue.offer(new Item(incident, size))) return true;
    bytes.addAndGet(-size);
    return false;
  }

  /// Returns what is there, up to `most`; waits for a first one, and then a moment for more.
  List<Incident> take(int most, long waitMillis, long lingerMillis) throws InterruptedException {
    Item first = queue.poll(waitMillis, TimeUnit.MILLISECONDS);
    if (first == null) return List.of();
    var items = new ArrayList<Item>(most);
    items.add(first);
    queue.drainTo(items, most - 1);
    Item more;
    while (items.size() < most
        && (more = queue.poll(lingerMillis, TimeUnit.MILLISECONDS)) != null) {
      items.add(more);
      queue.drainTo(items, most - items.size());
    }
    bytes.addAndGet(-items.stream().mapToLong(Item::bytes).sum());
    return items.stream().map(Item::incident).toList();
  }

  int size() {
    return queue.size();
  }

  /// Returns about what the incident takes in memory: its octets, and what was read out of them.
  static long size(Incident incident) {
    long kept = octets(incident.kept().request());
    for (KeptAttempt attempt : incident.kept().attempts()) {
      kept += octets(attempt.sent()) + 4 * octets(attempt.received());
    }
    return FRAME + kept;
  }

  private static long octets(KeptBytes kept) {
    return kept.pieces().stream().mapToLong(piece -> piece.bytes().length).sum();
  }
}
