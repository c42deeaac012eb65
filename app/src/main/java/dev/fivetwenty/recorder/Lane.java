package dev.fivetwenty.recorder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The way of one event loop to the [Recorder]: a ring of records with one writer and one reader.
///
/// ```text
/// loop:      next() → fill the record → publish()        in one go, nothing in between
/// recorder:         take() → read the record → done()
/// ```
///
/// Neither side ever waits. When the ring is full [#next] returns a spare record that [#publish]
/// drops and counts, so that the loop has one path; metrics count the exchange all the same. When it is
/// empty it begins again at its first slot: what was used last is still in the cache, and a lane has as
/// many records as ever waited in it.
public final class Lane {

  /// Records per lane: a quarter of a second at 30,000 exchanges per second.
  public static final int SLOTS = 8192;

  /// Positions of the counters below, 128 bytes apart: writer and reader share no cache line.
  private static final int PUBLISHED = 16;
  private static final int DROPPED = 17;
  private static final int DROPPED_KEPT = 18;
  /// The position, as published and taken are counted, of what is in the first slot. It changes only while
  /// nothing waits, and the reader sees it with what is published next.
  private static final int FIRST = 19;
  private static final int TAKEN = 48;
  private static final int COUNTERS = 64;
  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

  private final ExchangeRecord[] slots;
  private final int mask;
  private final long[] counters = new long[COUNTERS];
  private final LoopMeters meters;

  // The writer's own.
  private final ExchangeRecord spare = new ExchangeRecord();
  /// Null between [#publish] and [#next].
  private ExchangeRecord current;
  private long published;

  /// @param slots a power of two
  Lane(int slots, LoopMeters meters) {
    if (Integer.bitCount(slots) != 1) throw new IllegalArgumentException(slots + " slots");
    this.slots = new ExchangeRecord[slots];
    mask = slots - 1;
    this.meters = meters;
  }

  /// Returns the meters of the same loop.
  public LoopMeters meters() {
    return meters;
  }

  /// Returns a cleared record to fill, valid until [#publish]. Only on the lane's loop.
  public ExchangeRecord next() {
    long waiting = published - (long) LONGS.getAcquire(counters, TAKEN);
    if (waiting == 0) counters[FIRST] = published;
    current = waiting > mask ? spare : made(slot(published));
    current.clear();
    return current;
  }

  private ExchangeRecord made(int slot) {
    if (slots[slot] == null) slots[slot] = new ExchangeRecord();
    return slots[slot];
  }

  private int slot(long position) {
    return (int) (position - counters[FIRST]) & mask;
  }

  /// Counts the record that [#next] returned last and gives it to the recorder, or drops it where
  /// there was no room.
  public void publish() {
    meters.exchange(current);
    if (current == spare) {
      if (spare.kept != null) count(DROPPED_KEPT);
      spare.release();
      count(DROPPED);
    } else {
      LONGS.setRelease(counters, PUBLISHED, ++published);
    }
    current = null;
  }

  private void count(int counter) {
    LONGS.setOpaque(counters, counter, counters[counter] + 1);
  }

  /// Returns the oldest published record, or null. Only on the recorder's thread, as [#done].
  ExchangeRecord take() {
    long taken = counters[TAKEN];
    if (taken == (long) LONGS.getAcquire(counters, PUBLISHED)) return null;
    return slots[slot(taken)];
  }

  /// Gives the slot of the record that [#take] returned back to the loop.
  void done() {
    long taken = counters[TAKEN];
    slots[slot(taken)].release();
    LONGS.setRelease(counters, TAKEN, taken + 1);
  }

  /// Returns how many records found no room. From any thread, as those below.
  public long dropped() {
    return (long) LONGS.getOpaque(counters, DROPPED);
  }

  /// Returns how many of those had something to be kept.
  public long droppedKept() {
    return (long) LONGS.getOpaque(counters, DROPPED_KEPT);
  }

  public long published() {
    return (long) LONGS.getAcquire(counters, PUBLISHED);
  }

  /// Returns how many published records no sink has seen yet.
  public long waiting() {
    // In this order: what is taken later was published before.
    long taken = (long) LONGS.getAcquire(counters, TAKEN);
    return published() - taken;
  }
}
