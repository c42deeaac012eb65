package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Reached;
import java.util.Optional;

/// Judges a wait that a timer ended, or that the kernel gave up.
///
/// Whether the origin or the way to it is slow is decided by the request: acknowledged means that
/// the origin's host had it (524), else it never arrived (522). Where acknowledgement cannot be
/// observed, the party is unknown. Of a reply that is still coming it says what silence would make
/// of it.
final class TimerJudge {

  static Optional<Ruling> rule(Facts facts) {
    boolean waited = facts.ending() == Ending.SILENCE || facts.seen().expiry().isPresent();
    return waited || facts.isOpen() ? Optional.of(timeout(facts)) : Optional.empty();
  }

  private static Ruling timeout(Facts facts) {
    Observation seen = facts.seen();
    Expiry expiry = facts.expiry();
    var evidence =
        new Evidence.TimedOut(
            expiry.timer(), expiry.limit(), seen.sent(), facts.received(), seen.tcp(),
            seen.pace());
    Cause cause = cause(facts, expiry.timer());
    boolean blank = facts.reached() == Reached.BLANK_LINES;
    Stage stage = blank ? Stage.FIRST_BYTE : facts.stage();
    Ruling ruling = Ruling.of(cause, Signal.TIMEOUT, evidence).in(stage);
    if (facts.received() > 0) return ruling.at(facts.end());
    boolean blind = facts.acked() < 0 && cause.party() == Party.ORIGIN && seen.sent().total() > 0;
    return blind ? ruling.by(Party.UNKNOWN) : ruling;
  }

  private static Cause cause(Facts facts, Timer timer) {
    boolean drips = facts.seen().pace().filter(Pace::isDrip).isPresent();
    return switch (facts.reached()) {
      case NOTHING -> facts.seen().sent().isComplete()
          ? isUnacked(facts, timer) ? Cause.TIME_FIRST_BYTE_UNACKED : Cause.TIME_FIRST_BYTE
          : isInFlight(facts, timer) ? Cause.WRITE_TIMEOUT_UNACKED : Cause.WRITE_TIMEOUT_ACKED;
      // An empty line or two are no beginning of an answer.
      case BLANK_LINES, INTERIM -> Cause.TIME_FIRST_BYTE;
      case STATUS_LINE ->
          drips ? Cause.TIME_HEADER_DRIP : Cause.RESP_PARTIAL_STATUS_LINE_TIMEOUT;
      case HEADERS -> drips ? Cause.TIME_HEADER_DRIP : Cause.HEAD_TRUNCATED_TIMEOUT;
      case BODY, TRAILERS, COMPLETE -> Cause.BODY_TIMEOUT;
    };
  }

  /// While a request is still being written, part of it waits in this host's buffer; only what is on
  /// its way and unanswered says that the way is at fault, not a window that the peer keeps shut.
  private static boolean isInFlight(Facts facts, Timer timer) {
    Optional<Tcp> tcp = facts.seen().tcp().filter(t -> t.bytesAcked() > 1);
    return tcp.map(t -> t.unacked() > 0).orElseGet(() -> isUnacked(facts, timer));
  }

  private static boolean isUnacked(Facts facts, Timer timer) {
    int acked = facts.acked();
    if (acked >= 0) return acked == 0;
    boolean kernelGaveUp =
        Errno.isSilence(facts.seen().readErrno()) || Errno.isSilence(facts.seen().sent().errno());
    return kernelGaveUp || timer == Timer.REQUEST_UNACKED;
  }

  private TimerJudge() {}
}
