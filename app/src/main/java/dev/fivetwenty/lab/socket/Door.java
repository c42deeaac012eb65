package dev.fivetwenty.lab.socket;

/// How a port treats those who knock.
public sealed interface Door {

  /// Bound, never listening: a SYN is answered with RST, and nobody else can take the port.
  record Refused() implements Door {}

  /// Listening, with its backlog filled by our own connections: further SYNs are dropped.
  record Full() implements Door {}

  /// Accepts.
  ///
  /// @param atOnce        serve on the accepting thread itself, when every microsecond counts
  /// @param receiveBuffer bytes of the receive buffer, 0 for the system's choice
  record Serving(Acceptor acceptor, boolean atOnce, int receiveBuffer) implements Door {
    public Serving(Acceptor acceptor) {
      this(acceptor, false, 0);
    }
  }
}
