package dev.fivetwenty.edge.listener;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// On which terms clients are let in; the same for all listeners.
///
/// @param opening for PROXY header and handshake together
/// @param lingering connections turned away whose close is still being waited for
public record Terms(
    ConnectionLimits limits,
    TrustedProxies trusted,
    Refusals refusals,
    Duration opening,
    AtomicInteger lingering) {

  public Terms(
      ConnectionLimits limits, TrustedProxies trusted, Refusals refusals, Duration opening) {
    this(limits, trusted, refusals, opening, new AtomicInteger());
  }

  /// Returns the same with other proxies and another time; what is counted goes on.
  public Terms with(TrustedProxies newTrusted, Duration newOpening) {
    return new Terms(limits, newTrusted, refusals, newOpening, lingering);
  }
}
