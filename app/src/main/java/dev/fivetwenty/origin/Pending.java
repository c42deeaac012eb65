package dev.fivetwenty.origin;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// The attempts that are under way, so that none is left without a result. Any thread may call.
final class Pending {

  private final Set<CompletableFuture<Attempt>> results = ConcurrentHashMap.newKeySet();

  CompletableFuture<Attempt> add() {
    var result = new CompletableFuture<Attempt>();
    results.add(result);
    result.whenComplete((attempt, failure) -> results.remove(result));
    return result;
  }

  void cancelAll() {
    results.forEach(result -> result.cancel(false));
  }
}
