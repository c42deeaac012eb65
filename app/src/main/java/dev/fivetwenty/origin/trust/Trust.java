package dev.fivetwenty.origin.trust;

/// How much of the origin's certificate is checked.
public enum Trust {
  /// Nothing: encrypt only.
  OFF,
  /// Any certificate is taken, as CDNs do in their mode "full"; problems are recorded.
  FULL,
  /// Chain, name and dates must be right; else 526.
  STRICT
}
