package dev.fivetwenty.edge.exchange;

/// What a client is waited for.
enum ClientTimer {
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
