package dev.fivetwenty.bench.soak.hardship;

import dev.fivetwenty.bench.soak.hardship.Hardship.Broken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Many guests at once, a virtual thread for each.
final class Crowd {

  /// Returns what each did; the first that is broken breaks all.
  static <T> List<T> of(int guests, Callable<T> guest) throws IOException, InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> all = new ArrayList<>();
      for (int i = 0; i < guests; i++) all.add(threads.submit(guest));
      List<T> results = new ArrayList<>();
      for (Future<T> one : all) results.add(one.get());
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Broken broken) throw broken;
      throw new IOException("a guest failed: " + e.getCause(), e);
    }
  }

  /// Returns the sums of what each counted.
  static Map<Guest.End, Integer> sum(List<Map<Guest.End, Integer>> counts) {
    Map<Guest.End, Integer> sum = new EnumMap<>(Guest.End.class);
    counts.forEach(each -> each.forEach((end, count) -> sum.merge(end, count, Integer::sum)));
    return sum;
  }

  private Crowd() {}
}
