package dev.fivetwenty.traffic.suggest;

import dev.fivetwenty.traffic.Requester;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/// Counts the requests of each key in periods of one length; a period begins with its first request, as
/// that of a limit does. What a finished period had goes into a spread, by who asked. Confined to a
/// thread.
///
/// A table with linear probing. When it is full, finished periods make room; where none is finished, all
/// periods are ended early and counted as such.
final class Periods {

  private static final int SLOTS = 1 << 20;
  private static final int MOST = SLOTS / 4 * 3;

  private final long period;
  private final long[] keys = new long[SLOTS];
  private final long[] began = new long[SLOTS];
  private final int[] counts = new int[SLOTS];
  private final byte[] requesters = new byte[SLOTS];
  private final Map<Requester, Spread> spreads = new EnumMap<>(Requester.class);
  private int used;
  private long cut;

  Periods(long periodMillis) {
    period = periodMillis;
    for (Requester requester : Requester.values()) spreads.put(requester, new Spread());
  }

  void count(long key, long millis, Requester requester) {
    int slot = slot(key);
    if (counts[slot] == 0) {
      if (used >= MOST) {
        makeRoom(millis);
        slot = slot(key);
      }
      used++;
      keys[slot] = key;
      began[slot] = millis;
    } else if (millis - began[slot] >= period) {
      finish(slot);
      began[slot] = millis;
    }
    counts[slot]++;
    requesters[slot] = (byte) requester.ordinal();
  }

  private int slot(long key) {
    int slot = (int) (key ^ key >>> 32) & SLOTS - 1;
    while (counts[slot] != 0 && keys[slot] != key) slot = slot + 1 & SLOTS - 1;
    return slot;
  }

  private void finish(int slot) {
    spreads.get(Requester.values()[requesters[slot]]).add(counts[slot]);
    counts[slot] = 0;
  }

  private void makeRoom(long millis) {
    long[] oldKeys = keys.clone();
    long[] oldBegan = began.clone();
    int[] oldCounts = counts.clone();
    byte[] oldRequesters = requesters.clone();
    boolean anyOver = false;
    for (int i = 0; i < SLOTS; i++) anyOver |= oldCounts[i] > 0 && millis - oldBegan[i] >= period;
    Arrays.fill(counts, 0);
    used = 0;
    for (int i = 0; i < SLOTS; i++) {
      if (oldCounts[i] == 0) continue;
      boolean over = millis - oldBegan[i] >= period;
      if (over || !anyOver) {
        spreads.get(Requester.values()[oldRequesters[i]]).add(oldCounts[i]);
        if (!over) cut++;
        continue;
      }
      int slot = slot(oldKeys[i]);
      keys[slot] = oldKeys[i];
      began[slot] = oldBegan[i];
      counts[slot] = oldCounts[i];
      requesters[slot] = oldRequesters[i];
      used++;
    }
  }

  /// Ends all periods, and returns what they had by who asked.
  Map<Requester, Spread> end() {
    for (int slot = 0; slot < SLOTS; slot++) {
      if (counts[slot] > 0) finish(slot);
    }
    used = 0;
    return spreads;
  }

  /// Returns how many periods were ended early for want of room.
  long cut() {
    return cut;
  }
}
