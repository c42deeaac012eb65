package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Field;
import dev.fivetwenty.wire.Framing;
import dev.fivetwenty.wire.WireReport;
import java.util.Optional;

/// Judges a connection that was closed or reset before the reply was whole.
///
/// FIN before RST means that every byte before the FIN has arrived, so such an ending counts as a
/// close once there are reply bytes; with none at all it shows a peer that left the request unread.
final class LossJudge {

  static Optional<Ruling> rule(Facts facts) {
    return switch (facts.ending()) {
      case SILENCE, OPEN -> Optional.empty();
      case FIN, RST, FIN_RST -> Optional.of(facts.received() == 0 ? empty(facts) : cut(facts));
    };
  }

  private static Ruling empty(Facts facts) {
    Ruling ruling =
        Ruling.of(emptyCause(facts), signal(facts), earlyClose(facts)).in(facts.stage());
    return switch (ruling.cause()) {
      case CONN_RST_BEFORE_REQUEST ->
          ruling.in(Stage.WRITE_REQUEST)
              .by(facts.seen().connect().map(Connect::resetBy).orElse(Party.NETWORK));
      case CONN_FIN_BEFORE_REQUEST, CONN_RST_DURING_REQUEST -> ruling.in(Stage.WRITE_REQUEST);
      default -> ruling;
    };
  }

  private static Cause emptyCause(Facts facts) {
    if (facts.seen().use().isReused()) return Cause.CONN_STALE_REUSE;
    Ending ending = facts.ending();
    if (facts.anyAcked() == 0) {
      return ending == Ending.RST ? Cause.CONN_RST_BEFORE_REQUEST : Cause.CONN_FIN_BEFORE_REQUEST;
    }
    if (ending == Ending.FIN) return Cause.RESP_EMPTY_FIN;
    boolean whole = facts.seen().sent().isComplete() && facts.acked() != 0;
    return whole ? Cause.RESP_EMPTY_RST : Cause.CONN_RST_DURING_REQUEST;
  }

  private static Ruling cut(Facts facts) {
    Cause cause = cutCause(facts);
    boolean inContent = facts.stage().compareTo(Stage.BODY) >= 0;
    Evidence evidence = inContent ? shortContent(facts) : earlyClose(facts);
    return Ruling.of(cause, signal(facts), evidence).in(facts.stage()).at(facts.end());
  }

  private static Cause cutCause(Facts facts) {
    boolean reset = facts.ending() == Ending.RST;
    return switch (facts.reached()) {
      case NOTHING, BLANK_LINES -> Cause.RESP_ONLY_CRLF;
      case STATUS_LINE ->
          reset ? Cause.RESP_PARTIAL_STATUS_LINE_RST : Cause.RESP_PARTIAL_STATUS_LINE_FIN;
      case HEADERS -> reset ? Cause.HEAD_TRUNCATED_RST : Cause.HEAD_TRUNCATED_FIN;
      case INTERIM -> Cause.INTERIM_ONLY_THEN_CLOSE;
      case TRAILERS -> Cause.CHUNK_NO_FINAL_CRLF;
      case BODY, COMPLETE -> cutContent(facts, reset);
    };
  }

  private static Cause cutContent(Facts facts, boolean reset) {
    return switch (facts.framing()) {
      case CHUNKED -> Cause.BODY_CHUNK_EOF;
      case CLOSE, TUNNEL, NONE -> Cause.BODY_CLOSE_DELIMITED_RST;
      case LENGTH -> {
        if (contentBytes(facts) == 0) yield Cause.BODY_ZERO_OF_N;
        yield reset ? Cause.BODY_SHORT_RST : Cause.BODY_SHORT_FIN;
      }
    };
  }

  private static Evidence earlyClose(Facts facts) {
    Observation seen = facts.seen();
    int errno = seen.readErrno() != Errno.NONE ? seen.readErrno() : seen.sent().errno();
    return new Evidence.EarlyClose(
        facts.ending(), errno, seen.sent(), facts.received(), seen.use(), seen.tcp(),
        lastField(facts));
  }

  private static String lastField(Facts facts) {
    return facts.reply()
        .map(WireReport::partialHead)
        .filter(fields -> !fields.isEmpty())
        .map(fields -> fields.getLast())
        .map(Field::name)
        .orElse("");
  }

  private static Evidence shortContent(Facts facts) {
    return new Evidence.ShortContent(
        Wording.of(facts.framing()),
        facts.framing() == Framing.LENGTH
            ? facts.reply().map(WireReport::declaredBytes).orElse(-1L)
            : -1,
        contentBytes(facts),
        facts.end(),
        facts.ending(),
        facts.seen().closeNotify());
  }

  private static long contentBytes(Facts facts) {
    return facts.reply().map(WireReport::contentBytes).orElse(0L);
  }

  private static Signal signal(Facts facts) {
    return switch (facts.ending()) {
      case FIN -> Signal.FIN;
      case RST -> Signal.RST;
      case FIN_RST -> Signal.FIN_RST;
      case SILENCE, OPEN -> Signal.TIMEOUT;
    };
  }

  private LossJudge() {}
}
