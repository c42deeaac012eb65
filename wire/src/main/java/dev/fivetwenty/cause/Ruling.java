package dev.fivetwenty.cause;

import java.util.OptionalLong;

/// What one stage of the [Judge] says: a [Verdict] without what is the same for all stages.
record Ruling(
    Cause cause, Stage stage, Signal signal, Party party, Evidence evidence, OptionalLong offset) {

  /// A ruling with the stage and the party that the catalogue gives the cause.
  static Ruling of(Cause cause, Signal signal, Evidence evidence) {
    return new Ruling(
        cause, cause.stage(), signal, cause.party(), evidence, OptionalLong.empty());
  }

  Ruling in(Stage other) {
    return new Ruling(cause, other, signal, party, evidence, offset);
  }

  Ruling by(Party other) {
    return new Ruling(cause, stage, signal, other, evidence, offset);
  }

  Ruling at(long replyOffset) {
    return new Ruling(cause, stage, signal, party, evidence, OptionalLong.of(replyOffset));
  }

  Verdict verdict(Facts facts) {
    return new Verdict(
        cause, stage, signal, party, evidence, offset, facts.isHeadCommitted(), facts.glitches(),
        facts.profile().name());
  }
}
