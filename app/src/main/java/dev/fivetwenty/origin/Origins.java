package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Resolution;
import dev.fivetwenty.origin.socket.Transport;
import dev.fivetwenty.origin.socket.TransportChoice;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Makes attempts. Owns the event loop; any thread may call.
///
/// What depends on a future of an attempt runs on the event loop unless it is given an executor,
/// and must not wait there.
public interface Origins extends AutoCloseable {

  /// Opens the way to origins, with one event loop, whose thread starts with the first attempt.
  static Origins open() {
    return open(TransportChoice.AUTO, InstantSource.system());
  }

  /// @throws ConfigurationProblem when this machine does not have the transport
  static Origins open(TransportChoice transport, InstantSource clock) {
    return new NettyOrigins(Transport.of(transport), clock);
  }

  /// The future never fails for anything a peer or the network does: that is in the attempt.
  ///
  /// @throws ConfigurationProblem when the order cannot be followed, before anything was sent
  CompletableFuture<Attempt> attempt(AttemptOrder order);

  /// Returns all addresses of a name, A and AAAA; never fails, the answer says what went wrong.
  ///
  /// @param dnsServer `address[:port]` to ask instead of the hosts file and the system's resolver
  /// @throws ConfigurationProblem when `dnsServer` is no address
  CompletableFuture<Resolution> resolve(String host, Optional<String> dnsServer, Duration timeout);

  /// Returns `epoll`, `nio` or `io_uring`.
  String transport();

  /// Ends the attempts under way on new connections: each result says what was seen so far.
  default void endEarly() {}

  /// Closes what is open. Attempts that are under way are cancelled: their futures say so.
  @Override
  void close();
}
