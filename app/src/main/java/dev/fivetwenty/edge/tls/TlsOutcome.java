package dev.fivetwenty.edge.tls;

/// How a connection to a port that speaks TLS began.
public sealed interface TlsOutcome {

  /// The handshake is complete: what follows is content.
  record Agreed(TlsFacts facts) implements TlsOutcome {}

  /// The client speaks HTTP, but plain. What it sent follows as it is, to be answered 400 in plain text.
  record PlainHttp() implements TlsOutcome {}

  /// Nothing can be said to this client; the connection is being closed.
  record Failed(Failure failure) implements TlsOutcome {}

  /// Why there is no TLS.
  enum Failure {
    /// Neither the first message of a TLS client nor anything like HTTP.
    NOT_TLS,
    /// The first message is larger than any client's.
    TOO_LARGE,
    /// The client speaks only protocols that the edge does not.
    PROTOCOL,
    /// No common version or cipher, a certificate that was refused by one side, or broken records.
    HANDSHAKE,
    /// The client went away.
    CLOSED
  }
}
