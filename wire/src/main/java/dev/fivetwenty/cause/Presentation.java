package dev.fivetwenty.cause;

/// How a fault is shown as a status.
public enum Presentation {
  /// 520 to 526 and 530, as CDNs do.
  EDGE_52X,
  /// 502, 503, 504 and 500, as RFC 9209 recommends.
  PLAIN_5XX
}
