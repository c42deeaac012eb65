package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Profile;

/// Turns an [Observation] into a [Judgement]: a pure function, the only mapping from failure to cause.
public final class Judge {

  private final Profile profile;

  public Judge(Profile profile) {
    this.profile = profile;
  }

  public Judgement judge(Observation observation) {
    throw new IllegalStateException(profile.name() + observation);
  }
}
