package dev.fivetwenty.rules.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// A set of integers, made of ranges; those that overlap are one. Immutable.
public final class NumberSet {

  private final long[] from;
  private final long[] to;

  /// Both ends belong to it.
  public record Range(long from, long to) {}

  public NumberSet(Collection<Range> ranges) {
    List<Range> sorted = ranges.stream().sorted(Comparator.comparingLong(Range::from)).toList();
    var merged = new ArrayList<Range>();
    for (Range range : sorted) {
      boolean apart = merged.isEmpty() || merged.getLast().to < range.from;
      if (apart) merged.add(range);
      else if (merged.getLast().to < range.to) merged.add(new Range(merged.removeLast().from, range.to));
    }
    from = merged.stream().mapToLong(Range::from).toArray();
    to = merged.stream().mapToLong(Range::to).toArray();
  }

  public boolean contains(long number) {
    int low = 0;
    int high = from.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (number < from[middle]) high = middle - 1;
      else if (number > to[middle]) low = middle + 1;
      else return true;
    }
    return false;
  }
}
