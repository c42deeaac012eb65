package dev.fivetwenty.edge.route;

import dev.fivetwenty.origin.Endpoint;
import dev.fivetwenty.origin.OriginPool;
import dev.fivetwenty.recorder.Label;
import java.util.function.Function;

/// One origin of a route, with the pool that each event loop has of its connections.
///
/// A loop touches only its own pool.
public final class Origin {

  private final Endpoint endpoint;
  private final Label label;
  private final byte[] authority;
  private final OriginPool[] pools;

  /// @param authority as it stands in a `Host` field
  /// @param loops     how many event loops there are
  public Origin(Endpoint endpoint, Label label, byte[] authority, int loops) {
    this.endpoint = endpoint;
    this.label = label;
    this.authority = authority;
    this.pools = new OriginPool[loops];
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  public Label label() {
    return label;
  }

  public byte[] authority() {
    return authority;
  }

  /// Returns the pool of the loop with that number; called on that loop.
  public OriginPool pool(int loop, Function<Endpoint, OriginPool> opening) {
    OriginPool pool = pools[loop];
    if (pool == null) pools[loop] = pool = opening.apply(endpoint);
    return pool;
  }
}
