package dev.fivetwenty.edge.client;

import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.RequestReader;
import java.util.ArrayDeque;
import java.util.function.Supplier;

/// The readers of one event loop, lent to a connection from the first byte of a request to the end of its exchange.
///
/// A connection that rests has none: connections are many, and most of them rest. The reader that came back last is
/// lent next, and is still in the processor's cache. Confined to the loop.
public final class RequestReaders {

  /// Readers that wait to be lent: as many as a busy moment needs.
  private static final int WAITING = 64;

  private final Supplier<Profile> limits;
  private final ArrayDeque<RequestReader> free = new ArrayDeque<>();
  private Profile made;

  /// @param limits those in force, as made by [RequestReader#strictly]
  public RequestReaders(Supplier<Profile> limits) {
    this.limits = limits;
  }

  /// Returns a reader that is ready for a request whose first byte will be at `offset` of its connection.
  RequestReader lend(long offset) {
    Profile now = limits.get();
    if (now != made) {
      free.clear();
      made = now;
    }
    RequestReader reader = free.poll();
    return (reader == null ? new RequestReader(now) : reader).begin(offset);
  }

  /// Takes back a reader of whose request nothing is asked any more. One that had not read it to its end is not lent
  /// again.
  void giveBack(RequestReader reader) {
    boolean fits = reader.isComplete() && reader.limits() == made.limits();
    // What a large head took goes at once: nobody counts it any more.
    if (fits && free.size() < WAITING) free.push(reader.begin(0));
  }
}
