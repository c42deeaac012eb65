package dev.fivetwenty.origin;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// The attempts that are under way, so that none is left without a result. Any thread may call.
final class Pending {

  private static final Runnable NOTHING = () -> {};

  private final Map<CompletableFuture<Attempt>, Runnable> results = new ConcurrentHashMap<>();

  CompletableFuture<Attempt> add() {
    var result = new CompletableFuture<Attempt>();
    results.put(result, NOTHING);
    result.whenComplete((attempt, failure) -> results.remove(result));
    return result;
  }

  /// Says how to end one attempt early, with a result.
  void endBy(CompletableFuture<Attempt> result, Runnable end) {
    results.replace(result, end);
  }

  /// Runs on the event loop.
  void endAll() {
    List.copyOf(results.values()).forEach(Runnable::run);
  }

  void cancelAll() {
    results.keySet().forEach(result -> result.cancel(false));
  }
}
