package dev.fivetwenty.cli.ticket.source;

import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.doctor.capture.Captured;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.wire.Profile;
import java.util.List;
import java.util.Optional;

/// How a proxy answers the request that its origin, asked directly, answers in another way.
///
/// @param there what it came to through the proxy
/// @param here  what it came to direct
record Otherwise(Upshot there, Upshot here) {

  /// @param through what the proxy answered, redirects followed; not empty
  static Optional<Otherwise> between(Attempt direct, List<Captured> through, Profile profile) {
    Upshot here = Upshot.of(direct, profile);
    Upshot first = Upshot.of(through.getFirst().attempt(), profile);
    Upshot last = Upshot.of(through.getLast().attempt(), profile);
    if (last.isFailure() && !here.isFailure()) return Optional.of(new Otherwise(last, here));
    return first.differs(here) ? Optional.of(new Otherwise(first, here)) : Optional.empty();
  }

  String headline() {
    boolean fails = there.isFailure() && !here.isFailure();
    return fails ? there + " through the proxy only" : "another answer through the proxy";
  }

  String sentence() {
    return "through the proxy it ends in %s, direct in %s".formatted(there, here);
  }
}
