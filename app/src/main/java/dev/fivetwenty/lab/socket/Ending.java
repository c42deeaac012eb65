package dev.fivetwenty.lab.socket;

/// How the lab stops sending on a connection.
public enum Ending {
  /// An orderly close: FIN, then whatever the client still sends is read and thrown away.
  FIN,
  /// A reset (RST); bytes sent before it do arrive.
  RST,
  /// FIN and at once a reset, which finds the client still reading.
  FIN_RST,
  /// Nothing: the connection stays open until the client gives up.
  SILENCE,
  /// The connection waits for another request.
  KEEP
}
