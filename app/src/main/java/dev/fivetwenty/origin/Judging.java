package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Judge;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.wire.Profile;
import java.util.List;
import java.util.Optional;

/// Asks the judge, and answers for it should it fail: a defect of ours is never a peer's.
final class Judging {

  static Judgement judge(Profile profile, Observation seen) {
    var judge = new Judge(profile);
    try {
      return judge.judge(seen);
    } catch (RuntimeException e) {
      return new Judgement(Optional.of(judge.defect(e, false)), List.of(), List.of());
    }
  }

  private Judging() {}
}
