package dev.fivetwenty.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Delta debugging: finds a smallest part of a list that still fails.
///
/// The result is 1-minimal: taking any one item away makes the failure go, provided the test
/// answers alike each time. Needs at most n² + 3n tests for n items, mostly far fewer.
public final class Reduction<T> {

  /// Says whether a request with just these items fails.
  @FunctionalInterface
  public interface Test<T> {
    boolean fails(List<T> items) throws InterruptedException;
  }

  private final Test<T> test;

  public Reduction(Test<T> test) {
    this.test = test;
  }

  /// Reduces `failing`, which is known to fail as a whole. When the test throws [StopAsking],
  /// returns the smallest part known to fail by then.
  public List<T> smallest(List<T> failing) throws InterruptedException {
    List<T> known = failing;
    int parts = 2;
    try {
      while (known.size() >= 2) {
        Optional<List<T>> part = firstFailing(parts(known, parts));
        Optional<List<T>> rest =
            part.isPresent() || parts == 2 ? Optional.empty() : firstFailing(rests(known, parts));
        if (part.isEmpty() && rest.isEmpty() && parts >= known.size()) return known;
        parts = part.isPresent() ? 2 : rest.isPresent() ? parts - 1 : 2 * parts;
        known = part.or(() -> rest).orElse(known);
        parts = Math.min(parts, known.size());
      }
    } catch (StopAsking e) {
      return known;
    }
    return known;
  }

  private Optional<List<T>> firstFailing(List<List<T>> candidates) throws InterruptedException {
    for (List<T> candidate : candidates) {
      if (test.fails(candidate)) return Optional.of(candidate);
    }
    return Optional.empty();
  }

  private static <T> List<List<T>> parts(List<T> items, int parts) {
    var cut = new ArrayList<List<T>>();
    for (int i = 0; i < parts; i++) {
      cut.add(items.subList(edge(items, i, parts), edge(items, i + 1, parts)));
    }
    return cut;
  }

  private static <T> List<List<T>> rests(List<T> items, int parts) {
    var rests = new ArrayList<List<T>>();
    for (int i = 0; i < parts; i++) {
      var rest = new ArrayList<>(items);
      rest.subList(edge(items, i, parts), edge(items, i + 1, parts)).clear();
      rests.add(rest);
    }
    return rests;
  }

  /// Returns the index at which part `i` begins. No part is empty while there are enough items.
  private static int edge(List<?> items, int i, int parts) {
    return (int) ((long) items.size() * i / parts);
  }
}
