package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Profile;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Turns an [Observation] into a [Judgement]: a pure function, the only mapping from failure to
/// cause.
///
/// The cause is the first fatal event. An exception of our own is never anybody else's fault. Then
/// the stages in the order in which they happen; within the reply a refused byte outranks the
/// close that follows it, an alert outranks the close that carries it, and a close outranks a
/// timer. A failed write decides nothing as long as a reply was read. What proves nothing is
/// `undetermined`. What we ended ourselves, before a timer of the profile, is [Unfinished]: no edge
/// would have given up yet.
public final class Judge {

  private final Profile profile;

  public Judge(Profile profile) {
    this.profile = profile;
  }

  public Judgement judge(Observation observation) {
    var facts = new Facts(observation, profile);
    Optional<Ruling> ruling = ruling(facts);
    Optional<Verdict> verdict =
        ruling.filter(r -> !isPending(r, facts)).map(r -> r.verdict(facts));
    Optional<Unfinished> unfinished =
        ruling.filter(r -> isPending(r, facts)).map(r -> r.by(Party.UNKNOWN).verdict(facts))
            .map(pending -> new Unfinished(pending, observation.expiry()));
    return new Judgement(
        verdict, facts.glitches(), Findings.of(facts, verdict), unfinished);
  }

  /// True when the ruling rests on a wait that we ended: by the caller's limit, or by not waiting.
  private static boolean isPending(Ruling ruling, Facts facts) {
    boolean onWait = ruling.signal() == Signal.TIMEOUT || ruling.cause() == Cause.UNDETERMINED;
    return onWait && (facts.isCutByTotal() || facts.isOpen());
  }

  /// Returns the verdict on a request that has been here before, which is never sent on.
  ///
  /// @param identifier ours, as it stands in `CDN-Loop` (RFC 8586)
  public Verdict loop(String identifier) {
    return new Verdict(
        Cause.LOOP_CDN, Stage.WRITE_REQUEST, Signal.LOCAL, Party.EDGE,
        new Evidence.Seen("CDN-Loop carries " + identifier), OptionalLong.empty(), false,
        List.of(), profile.name());
  }

  /// Returns the verdict on an exception of our own, wherever it was thrown.
  ///
  /// @param committed the response head had been passed on
  public Verdict defect(Throwable thrown, boolean committed) {
    return new Verdict(
        Cause.EDGE_DEFECT, Stage.AFTER, Signal.LOCAL, Party.EDGE,
        new Evidence.Thrown(thrown.toString()), OptionalLong.empty(), committed, List.of(),
        profile.name());
  }

  private static Optional<Ruling> ruling(Facts facts) {
    Observation seen = facts.seen();
    return ourOwn(seen)
        .or(() -> ResolveJudge.rule(seen))
        .or(() -> ConnectJudge.rule(seen))
        .or(() -> TlsJudge.handshake(facts))
        .or(() -> isSetUp(seen) ? reply(facts) : Optional.of(undetermined(facts)));
  }

  private static Optional<Ruling> ourOwn(Observation seen) {
    return seen.thrown()
        .map(what -> Ruling.of(Cause.EDGE_DEFECT, Signal.LOCAL, new Evidence.Thrown(what)));
  }

  /// False when a stage before the request failed, or never began, without proving a cause.
  private static boolean isSetUp(Observation seen) {
    return !isLostBeforeConnect(seen)
        && seen.connect().map(Connect::isUp).orElse(true)
        && seen.handshake().map(h -> h.failure() == Handshake.Failure.NONE).orElse(true);
  }

  private static boolean isLostBeforeConnect(Observation seen) {
    return seen.resolution().isPresent() && seen.connect().isEmpty() && seen.expiry().isPresent();
  }

  private static Optional<Ruling> reply(Facts facts) {
    if (facts.isSound()) return Optional.empty();
    return BytesJudge.rule(facts)
        .or(() -> TlsJudge.afterHandshake(facts))
        .or(() -> LossJudge.rule(facts))
        .or(() -> TimerJudge.rule(facts))
        .or(() -> Optional.of(undetermined(facts)));
  }

  private static Ruling undetermined(Facts facts) {
    return Ruling.of(Cause.UNDETERMINED, Signal.LOCAL, new Evidence.Observed(facts.seen()))
        .in(stage(facts));
  }

  private static Stage stage(Facts facts) {
    Observation seen = facts.seen();
    boolean down = seen.connect().filter(c -> !c.isUp()).isPresent();
    if (down || isLostBeforeConnect(seen)) return Stage.CONNECT;
    if (!isSetUp(seen)) return Stage.TLS;
    return facts.stage();
  }
}
