package dev.fivetwenty.edge.exchange;

import dev.fivetwenty.recorder.ConnectionState;
import dev.fivetwenty.recorder.LoopMeters;

/// Counts one client connection in the state it is in. Confined to the event loop.
final class ConnectionGauge {

  private final LoopMeters meters;
  private ConnectionState state = ConnectionState.IDLE;

  ConnectionGauge(LoopMeters meters) {
    this.meters = meters;
    meters.clientConnections(state, 1);
  }

  void become(ConnectionState next) {
    meters.clientConnections(state, -1);
    meters.clientConnections(next, 1);
    state = next;
  }

  void close() {
    meters.clientConnections(state, -1);
  }
}
