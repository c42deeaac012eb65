package dev.fivetwenty.origin;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// An idle connection to an origin that a caller holds between two exchanges.
///
/// Any thread may call.
public interface KeptConnection extends AutoCloseable {

  /// Sends the next request on this connection, which belongs to the new attempt from here on. Where
  /// bytes came without a request, nothing is sent: whatever they are, they are no answer.
  CompletableFuture<Attempt> attempt(AttemptOrder order);

  /// Returns a future that completes, with the time since the last exchange, when the peer closes
  /// or sends while idle.
  CompletableFuture<Idle> whenDisturbed();

  @Override
  void close();

  /// How an idle connection was disturbed.
  ///
  /// @param closed      the peer closed or reset it
  /// @param unsolicited the first bytes that came without a request, at most 64
  record Idle(Duration after, boolean closed, boolean reset, byte[] unsolicited) {}
}
