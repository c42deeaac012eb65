package dev.fivetwenty.edge.crawl;

import dev.fivetwenty.edge.health.Signature;
import dev.fivetwenty.edge.route.RouteTable;
import dev.fivetwenty.origin.socket.Transport;
import io.netty.channel.EventLoop;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/// How crawls get to origins.
///
/// @param events    does their requests
/// @param loop      its number
/// @param routes    those in force
/// @param signature confined to `events`
record Ways(
    EventLoop events, int loop, Transport transport, InstantSource wall, Supplier<RouteTable> routes,
    Signature signature) {

  void onLoop(Runnable step) {
    try {
      events.execute(step);
    } catch (RejectedExecutionException _) {
      // The edge has stopped, and whoever waits is interrupted.
    }
  }

  long nanos() {
    return events.ticker().nanoTime();
  }
}
