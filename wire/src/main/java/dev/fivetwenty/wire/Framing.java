package dev.fivetwenty.wire;

/// How the end of content is known, RFC 9112 §6.3.
public enum Framing {
  /// The message cannot have content (HEAD, 1xx, 204, 304).
  NONE,
  LENGTH,
  CHUNKED,
  /// Content ends when the connection does.
  CLOSE,
  /// What follows is not HTTP (101 or 2xx to CONNECT).
  TUNNEL
}
