package dev.fivetwenty.cli.har.capture;

import dev.fivetwenty.cli.Untold;
import dev.fivetwenty.doctor.browser.BrowserProblem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Tasks that run at the same time, each on a thread of its own; what one of them throws is thrown here.
///
/// @param <T> what a task returns
final class SideBySide<T> {

  private final Map<String, FutureTask<T>> tasks = new LinkedHashMap<>();

  void start(String name, Callable<T> task) {
    var future = new FutureTask<>(task);
    tasks.put(name, future);
    Thread.startVirtualThread(future);
  }

  /// Returns the results in the order of the starts.
  ///
  /// @throws InterruptedException with the tasks interrupted, too
  Map<String, T> results() throws InterruptedException {
    var results = new LinkedHashMap<String, T>();
    try {
      for (var task : tasks.entrySet()) results.put(task.getKey(), task.getValue().get());
      return results;
    } catch (ExecutionException failed) {
      throw cause(failed);
    } finally {
      tasks.values().forEach(task -> task.cancel(true));
    }
  }

  private static RuntimeException cause(ExecutionException failed) throws InterruptedException {
    return switch (failed.getCause()) {
      case RuntimeException own -> own;
      case Error defect -> throw defect;
      case InterruptedException interrupted -> throw interrupted;
      case BrowserProblem gone -> new Untold("--browser: " + gone.getMessage() + "; nothing was written");
      default -> new IllegalStateException(failed.getCause());
    };
  }
}
