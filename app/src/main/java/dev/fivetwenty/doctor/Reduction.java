package dev.fivetwenty.doctor;

import java.util.ArrayList;
import java.util.List;

/// Finds a smallest part of a list that still fails, by halving.
///
/// Where adding items never makes a failure go, the result is minimal: taking any one item away
/// makes it go. For k guilty items of n it needs about 2k·log₂(n/k) + 2k tests, fewer than delta
/// debugging, because each test is a request to somebody's origin.
public final class Reduction<T> {

  /// Says whether a request with just these items fails.
  @FunctionalInterface
  public interface Test<T> {
    boolean fails(List<T> items) throws InterruptedException;
  }

  private final Test<T> test;
  private List<T> smallest = List.of();

  public Reduction(Test<T> test) {
    this.test = test;
  }

  /// Reduces `failing`, which is known to fail as a whole. When the test throws [StopAsking], or
  /// does not answer alike each time, returns the smallest part that was seen to fail.
  public List<T> smallest(List<T> failing) throws InterruptedException {
    smallest = failing;
    try {
      List<T> found = guilty(List.of(), false, failing);
      if (found.size() < smallest.size()) fails(found);
    } catch (StopAsking e) {
      return smallest;
    }
    return smallest;
  }

  /// Returns the fewest of `items` that fail together with `given`.
  ///
  /// @param grown `given` has grown since it was last tested, so it may fail alone by now
  private List<T> guilty(List<T> given, boolean grown, List<T> items) throws InterruptedException {
    if (grown && fails(given)) return List.of();
    if (items.size() == 1) return items;
    List<T> left = items.subList(0, items.size() / 2);
    List<T> right = items.subList(items.size() / 2, items.size());
    List<T> ofRight = guilty(joined(given, left), true, right);
    List<T> ofLeft = guilty(joined(given, ofRight), !ofRight.isEmpty(), left);
    return joined(ofLeft, ofRight);
  }

  private boolean fails(List<T> items) throws InterruptedException {
    boolean fails = test.fails(items);
    if (fails && items.size() < smallest.size()) smallest = List.copyOf(items);
    return fails;
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    var all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
