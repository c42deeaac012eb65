package dev.fivetwenty.edge.route;

import dev.fivetwenty.origin.Endpoint;
import dev.fivetwenty.origin.OriginPool;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Function;

/// The connections to one [Endpoint]: a pool for each event loop, which only that loop uses, and how
/// many exchanges all of them have under way.
public final class Connections {

  private static final VarHandle POOLS = MethodHandles.arrayElementVarHandle(OriginPool[].class);

  private final Endpoint endpoint;
  private final OriginPool[] pools;

  /// @param loops how many event loops there are
  public Connections(Endpoint endpoint, int loops) {
    this.endpoint = endpoint;
    this.pools = new OriginPool[loops];
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  /// Returns the pool of the loop with that number; called on that loop.
  OriginPool pool(int loop, Function<Endpoint, OriginPool> opening) {
    OriginPool pool = pools[loop];
    if (pool == null) {
      pool = opening.apply(endpoint);
      POOLS.setRelease(pools, loop, pool);
    }
    return pool;
  }

  /// Returns the exchanges under way, as the loops last said; any thread may ask.
  int underWay() {
    int sum = 0;
    for (int loop = 0; loop < pools.length; loop++) {
      var pool = (OriginPool) POOLS.getAcquire(pools, loop);
      if (pool != null) sum += pool.attemptsUnderWay();
    }
    return sum;
  }
}
