package dev.fivetwenty.recorder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// Counters that one thread writes and any thread reads, without a lock: a growing array.
///
/// A reader may miss the last few additions; it never sees a value that was not there, and never a
/// counter go back.
public final class Counters {

  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

  /// Replaced by its writer only, by a longer copy.
  private volatile long[] values;

  Counters(int initially) {
    values = new long[initially];
  }

  void increment(int index) {
    add(index, 1);
  }

  void add(int index, long change) {
    long[] array = values;
    if (index >= array.length) array = grown(array, index + 1);
    LONGS.setOpaque(array, index, array[index] + change);
  }

  private long[] grown(long[] array, int length) {
    values = Arrays.copyOf(array, Math.max(length, array.length + array.length / 2));
    return values;
  }

  /// Returns 0 for what was never counted.
  public long get(int index) {
    long[] array = values;
    return index < array.length ? (long) LONGS.getOpaque(array, index) : 0;
  }
}
