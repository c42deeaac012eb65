package dev.fivetwenty.config;

/// Which CDN's connections arrive here.
///
/// It is a fact, not a list: the edge looks the ranges up, so that a newer list needs no new configuration.
public enum Behind {
  NONE,
  /// Its published ranges are trusted proxies, and client connections are kept longer than its pool keeps them.
  CLOUDFLARE
}
