package dev.fivetwenty.origin.name;

import dev.fivetwenty.cause.Connect;
import dev.fivetwenty.cause.Errno;
import dev.fivetwenty.cause.Resolution;
import dev.fivetwenty.origin.Target;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Where an attempt learns its addresses, and what becomes of those that cannot be connected to.
public interface Names {

  /// Returns the answer that is there already; empty to [#ask].
  Optional<Resolution> known();

  /// Never fails, the answer says what went wrong.
  CompletableFuture<Resolution> ask(Duration limit);

  /// Returns whether the next address may be tried after one could not be connected to.
  boolean mayTryNext(Resolution resolution, Connect failed);

  /// Returns whether one address that does not answer may take all the time that there is.
  default boolean waitsForOne() {
    return true;
  }

  /// An address could not be connected to.
  default void unreachable(String address) {}

  /// One answer for one attempt.
  ///
  /// @param known the answer when nobody need be asked
  static Names once(Target target, Optional<Resolution> known, DnsAsking dns) {
    return new Names() {
      @Override
      public Optional<Resolution> known() {
        return known;
      }

      @Override
      public CompletableFuture<Resolution> ask(Duration limit) {
        return dns.ask(target.connectHost(), limit);
      }

      @Override
      public boolean mayTryNext(Resolution resolution, Connect failed) {
        return failed.errno() == Errno.ECONNREFUSED && Resolver.triesAll(resolution);
      }
    };
  }

  /// Asks for all addresses of a name.
  interface DnsAsking {
    CompletableFuture<Resolution> ask(String name, Duration limit);
  }
}
