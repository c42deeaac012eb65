package dev.fivetwenty.doctor.replay;

import dev.fivetwenty.doctor.asking.Budget;
import dev.fivetwenty.doctor.asking.Loopback;
import dev.fivetwenty.origin.AttemptOrder;
import java.time.Duration;
import java.util.Optional;

/// What to send again, how often, and how fast.
///
/// @param order     the request, whom to send it to, and how long to wait
/// @param warmUp    the request that opens a connection, where the recorded one came over a kept
///                  one: sent before each, and then `idle` is waited for
/// @param times     how often the request is sent, the warm-up not counted
/// @param perSecond at most; each request is sent when the one before it has ended
public record ReplayPlan(
    AttemptOrder order, Optional<WarmUp> warmUp, int times, double perSecond) {

  /// @param request bytes of a request that changes nothing
  /// @param idle    between its reply and the next request
  public record WarmUp(AttemptOrder request, Duration idle) {}

  /// Returns how many requests that makes.
  public long requests() {
    return warmUp.isPresent() ? 2L * times : times;
  }

  /// True when it is more than may be sent to a foreign origin without its owner's consent.
  public boolean needsConsent() {
    return requests() > Budget.DEFAULT && !Loopback.is(order.target().connectHost());
  }
}
