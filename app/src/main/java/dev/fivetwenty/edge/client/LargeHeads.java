package dev.fivetwenty.edge.client;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.function.LongSupplier;

/// The memory that large heads take, with what trailers take, of all clients of one event loop. Confined to it.
///
/// Heads of up to 4 KiB are not counted: how many there are is bounded by the connections. Where there is no room for
/// another large one, that request is given up which has been unfinished for longest: an honest one is whole within a
/// moment, and one that is sent slowly to take memory stays.
public final class LargeHeads {

  private final LongSupplier most;
  private final SequencedSet<RequestFeed> unfinished = new LinkedHashSet<>();
  private long bytes;

  /// @param most bytes; asked each time, since a reload may change it
  public LargeHeads(LongSupplier most) {
    this.most = most;
  }

  /// Counts what the request at hand of a connection takes more than before.
  ///
  /// @param whole no more of it is awaited
  /// @return false if that very request was given up
  boolean take(RequestFeed feed, int more, boolean whole) {
    bytes += more;
    if (whole) unfinished.remove(feed);
    else if (more > 0) unfinished.add(feed);
    while (bytes > most.getAsLong()) {
      RequestFeed given = unfinished.isEmpty() ? feed : unfinished.removeFirst();
      given.giveUp();
      if (given == feed) return false;
    }
    return true;
  }

  /// Takes back what was counted of a connection.
  void leave(RequestFeed feed, int all) {
    bytes -= all;
    unfinished.remove(feed);
  }
}
