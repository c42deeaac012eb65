package dev.fivetwenty.edge.client;

import dev.fivetwenty.recorder.ConnectionState;
import dev.fivetwenty.recorder.LoopMeters;

/// Counts one client connection in the state it is in. Confined to the event loop.
public final class ConnectionGauge {

  private final LoopMeters meters;
  private ConnectionState state = ConnectionState.IDLE;

  public ConnectionGauge(LoopMeters meters) {
    this.meters = meters;
    meters.clientConnections(state, 1);
  }

  public void become(ConnectionState next) {
    meters.clientConnections(state, -1);
    meters.clientConnections(next, 1);
    state = next;
  }

  public void close() {
    meters.clientConnections(state, -1);
  }
}
