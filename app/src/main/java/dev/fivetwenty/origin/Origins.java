package dev.fivetwenty.origin;

import java.util.concurrent.CompletableFuture;

/// Makes attempts. Owns the event loops; any thread may call.
public interface Origins extends AutoCloseable {

  /// The future never fails for anything a peer or the network does: that is in the attempt.
  CompletableFuture<Attempt> attempt(AttemptOrder order);

  @Override
  void close();
}
