package dev.fivetwenty.bench.edge;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// One figure of each round, shown as its median with the lowest and the highest.
record Series(double[] sorted) {

  static <T> Series of(List<T> rounds, ToDoubleFunction<T> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).toArray();
    Arrays.sort(sorted);
    return new Series(sorted);
  }

  double median() {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  double lowest() {
    return sorted[0];
  }

  double highest() {
    return sorted[sorted.length - 1];
  }

  /// Returns the figures with three digits that count, or whole where they are larger than that.
  String show() {
    return "%s [%s–%s]".formatted(show(median()), show(lowest()), show(highest()));
  }

  static String show(double figure) {
    String form = figure >= 99.95 ? "%,.0f" : figure >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, form, figure);
  }
}
