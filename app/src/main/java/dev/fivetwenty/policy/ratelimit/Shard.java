package dev.fivetwenty.policy.ratelimit;

import java.util.Arrays;

/// A part of the keys of one limit, with their counts: a hash table with linear probing in one array.
///
/// A slot has the hash of a key (two longs), a time and a count. The time is when the period began, or
/// when a key that had too many is let in again. A slot is free when its count is 0. Every insertion
/// looks at a few slots more and frees those whose time is over, so that the table does not fill with
/// keys that never come again.
///
/// When the table has its greatest size and is full, a new key takes the place of the one, of
/// [#SAMPLE] that a hand which goes round points at, that has counted least; of these the one whose
/// period began first. A key that was denied goes last. Forgetting lets a key begin anew: it can let
/// too many through, and never denies anybody too early.
///
/// Any thread may call. The lock is held for some dozens of memory accesses, and while a table doubles.
final class Shard {

  /// What stands in place of the count of a key that is denied.
  private static final long DENIED = -1;

  private static final int WIDTH = 4;
  private static final int FIRST_SLOTS = 16;
  private static final int SWEPT = 4;
  private static final int SAMPLE = 16;

  private final long period;
  private final long requests;
  private final long mitigation;
  private final int mostKeys;
  private long[] slots = new long[FIRST_SLOTS * WIDTH];
  private int used;
  private int hand;
  private long forgotten;

  /// @param mostKeys that are remembered
  Shard(Limit limit, int mostKeys) {
    period = limit.period().toNanos();
    requests = limit.requests();
    mitigation = limit.mitigation().toNanos();
    this.mostKeys = mostKeys;
  }

  /// Counts one for a key.
  synchronized void count(long first, long second, long now, Tally tally) {
    int slot = find(first, second);
    if (isFree(slot)) slot = insert(first, second, now);
    int at = slot * WIDTH;
    if (isOver(slot, now)) {
      slots[at + 2] = now;
      slots[at + 3] = 0;
    }
    if (slots[at + 3] != DENIED) {
      if (slots[at + 3] <= requests) slots[at + 3]++;
      if (slots[at + 3] > requests && mitigation > 0) {
        slots[at + 2] = now + mitigation;
        slots[at + 3] = DENIED;
      }
    }
    tell(slot, now, tally);
  }

  /// Looks at a key without counting.
  synchronized void look(long first, long second, long now, Tally tally) {
    int slot = find(first, second);
    if (isFree(slot) || isOver(slot, now)) tally.set(false, requests, period);
    else tell(slot, now, tally);
  }

  private void tell(int slot, long now, Tally tally) {
    long time = slots[slot * WIDTH + 2];
    long count = slots[slot * WIDTH + 3];
    if (count == DENIED) tally.set(true, 0, time - now);
    else tally.set(count > requests, Math.max(0, requests - count), time + period - now);
  }

  synchronized int keys() {
    return used;
  }

  synchronized long forgotten() {
    return forgotten;
  }

  /// Returns the bytes that the table takes.
  synchronized long bytes() {
    return slots.length * 8L;
  }

  // The table.

  private int mask() {
    return slots.length / WIDTH - 1;
  }

  private boolean isFree(int slot) {
    return slots[slot * WIDTH + 3] == 0;
  }

  /// Returns whether the time of a slot is over, so that it says nothing any more.
  private boolean isOver(int slot, long now) {
    long elapsed = now - slots[slot * WIDTH + 2];
    return elapsed >= (slots[slot * WIDTH + 3] == DENIED ? 0 : period);
  }

  /// Returns the slot of a key, or the free one where it would be.
  private int find(long first, long second) {
    int slot = (int) first & mask();
    while (!isFree(slot) && !(slots[slot * WIDTH] == first && slots[slot * WIDTH + 1] == second)) {
      slot = slot + 1 & mask();
    }
    return slot;
  }

  private int insert(long first, long second, long now) {
    sweep(now);
    if (used >= mostKeys) evict(now);
    if ((used + 1) * 4L > (mask() + 1) * 3L) grow(now);
    int slot = find(first, second);
    slots[slot * WIDTH] = first;
    slots[slot * WIDTH + 1] = second;
    slots[slot * WIDTH + 2] = now;
    slots[slot * WIDTH + 3] = 0;
    used++;
    return slot;
  }

  /// Frees what is over of the next few slots.
  private void sweep(long now) {
    for (int i = 0; i < SWEPT; i++) {
      hand = hand + 1 & mask();
      if (!isFree(hand) && isOver(hand, now)) free(hand);
    }
  }

  private void evict(long now) {
    int victim = -1;
    for (int seen = 0; seen < SAMPLE; ) {
      hand = hand + 1 & mask();
      if (isFree(hand)) continue;
      seen++;
      if (victim < 0 || isLesser(hand, victim, now)) victim = hand;
    }
    if (!isOver(victim, now)) forgotten++;
    free(victim);
  }

  /// Returns whether one slot is rather forgotten than another.
  private boolean isLesser(int one, int other, long now) {
    boolean over = isOver(one, now);
    if (over != isOver(other, now)) return over;
    // As an unsigned number, that of a key which is denied is the greatest.
    int order = Long.compareUnsigned(slots[one * WIDTH + 3], slots[other * WIDTH + 3]);
    return order < 0 || order == 0 && slots[one * WIDTH + 2] - slots[other * WIDTH + 2] < 0;
  }

  /// Frees a slot, and moves those behind it that would not be found any more.
  private void free(int slot) {
    int gap = slot;
    int next = gap + 1 & mask();
    while (!isFree(next)) {
      int home = (int) slots[next * WIDTH] & mask();
      boolean stays = (next - home & mask()) < (next - gap & mask());
      if (!stays) {
        System.arraycopy(slots, next * WIDTH, slots, gap * WIDTH, WIDTH);
        gap = next;
      }
      next = next + 1 & mask();
    }
    Arrays.fill(slots, gap * WIDTH, (gap + 1) * WIDTH, 0);
    used--;
  }

  private void grow(long now) {
    long[] before = slots;
    slots = new long[before.length * 2];
    used = 0;
    hand = 0;
    for (int at = 0; at < before.length; at += WIDTH) {
      boolean over = now - before[at + 2] >= (before[at + 3] == DENIED ? 0 : period);
      if (before[at + 3] == 0 || over) continue;
      System.arraycopy(before, at, slots, find(before[at], before[at + 1]) * WIDTH, WIDTH);
      used++;
    }
  }
}
