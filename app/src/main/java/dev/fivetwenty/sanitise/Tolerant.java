package dev.fivetwenty.sanitise;

import dev.fivetwenty.wire.Decision;
import dev.fivetwenty.wire.Limits;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Rule;
import java.util.EnumMap;
import java.util.Map;

/// The profile that reads on wherever anybody could: for finding what is to be hidden, never for
/// judging.
public final class Tolerant {

  private static final int ANY = 1 << 28;

  public static final Profile PROFILE = tolerant();

  private static Profile tolerant() {
    Map<Rule, Decision> all = new EnumMap<>(Rule.class);
    for (Rule rule : Rule.values()) all.put(rule, Decision.GLITCH);
    var limits = new Limits(ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY);
    return Profile.CLASSIC.derive("mask", limits, Profile.CLASSIC.timeouts(), all);
  }

  private Tolerant() {}
}
