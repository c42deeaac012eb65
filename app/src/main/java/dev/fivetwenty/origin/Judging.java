package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.cause.Judge;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Party;
import dev.fivetwenty.cause.Signal;
import dev.fivetwenty.cause.Stage;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.wire.Profile;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Asks the judge, and answers for it should it fail: a defect of ours is never a peer's.
final class Judging {

  static Judgement judge(Profile profile, Observation seen) {
    try {
      return new Judge(profile).judge(seen);
    } catch (RuntimeException e) {
      var verdict =
          new Verdict(
              Cause.EDGE_DEFECT, Stage.AFTER, Signal.LOCAL, Party.EDGE,
              new Evidence.Thrown(e.toString()), OptionalLong.empty(), false, List.of(),
              profile.name());
      return new Judgement(Optional.of(verdict), List.of(), List.of());
    }
  }

  private Judging() {}
}
