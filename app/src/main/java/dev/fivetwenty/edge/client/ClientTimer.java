package dev.fivetwenty.edge.client;

/// What a client is waited for.
public enum ClientTimer {
  /// The rest of a request head.
  HEAD,
  /// More of a request's content.
  BODY,
  /// That it takes more of the response.
  WRITE,
  /// The next request.
  IDLE,
  /// That it stops sending, after the last response.
  LINGER
}
