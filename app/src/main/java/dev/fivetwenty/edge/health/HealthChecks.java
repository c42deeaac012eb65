package dev.fivetwenty.edge.health;

import dev.fivetwenty.edge.route.Standing;
import dev.fivetwenty.origin.OriginPool;
import dev.fivetwenty.origin.socket.Transport;
import io.netty.channel.EventLoop;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// The checks of a configuration, each again and again, one at a time per origin. On one event loop;
/// any thread may call.
public final class HealthChecks {

  private final EventLoop events;
  private final Transport transport;
  private final InstantSource wall;
  private final Signature signature;
  private final SplittableRandom random;
  private final Consumer<String> notices;
  private final Map<Check, Checking> running = new HashMap<>();

  /// @param seed    of the moments of checks, which are spread so that no origin sees all at once
  /// @param notices takes a line for the operator, on the event loop
  public HealthChecks(
      EventLoop events, Transport transport, InstantSource wall, Signature signature, long seed,
      Consumer<String> notices) {
    this.events = events;
    this.transport = transport;
    this.wall = wall;
    this.signature = signature;
    this.random = new SplittableRandom(seed);
    this.notices = notices;
  }

  /// Makes these checks from now on, and no others; those that are made already go on.
  ///
  /// @param wanted with whom to tell what came of it
  public void keep(Map<Check, Standing> wanted) {
    events.execute(() -> keepNow(wanted));
  }

  private void keepNow(Map<Check, Standing> wanted) {
    running.entrySet().removeIf(
        entry -> {
          if (wanted.containsKey(entry.getKey())) return false;
          entry.getValue().stop();
          return true;
        });
    wanted.forEach(
        (check, standing) -> running.computeIfAbsent(check, c -> started(c, standing)));
  }

  private Checking started(Check check, Standing standing) {
    var pool = new OriginPool(events, transport, wall, check.endpoint(), OriginPool.Tally.NONE, null);
    var checking = new Checking(check, standing, pool, events, signature, random.split(), notices);
    checking.start();
    return checking;
  }

  /// Ends all checks.
  public void close() {
    keep(Map.of());
  }
}
