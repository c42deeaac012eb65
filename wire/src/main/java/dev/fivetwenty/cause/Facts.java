package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Decision;
import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Framing;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Reached;
import dev.fivetwenty.wire.ResponseHead;
import dev.fivetwenty.wire.Rule;
import dev.fivetwenty.wire.Violation;
import dev.fivetwenty.wire.WireReport;
import java.util.List;
import java.util.Optional;

/// An [Observation] with what follows from it by arithmetic alone; shared by the stages of [Judge].
///
/// Errors of a socket are reported once, to whichever call comes first, so an ending is read from
/// the errors and from TCP_INFO together, never from one of them.
record Facts(Observation seen, Profile profile) {

  Optional<WireReport> reply() {
    return seen.reply();
  }

  /// Returns how many bytes came on behalf of this exchange.
  long received() {
    return reply().map(WireReport::bytes).orElse(0L);
  }

  /// Returns the offset at which the reply ends so far.
  long end() {
    return reply().map(r -> r.start() + r.bytes()).orElse(0L);
  }

  Reached reached() {
    return reply().map(WireReport::reached).orElse(Reached.NOTHING);
  }

  /// Returns how the end of the content is known; nothing is known before the final head.
  Framing framing() {
    if (finalHead().isEmpty()) return Framing.NONE;
    return reply().map(WireReport::framing).orElse(Framing.NONE);
  }

  List<Violation> glitches() {
    return reply().map(WireReport::glitches).orElse(List.of());
  }

  Optional<Violation> rejection() {
    return reply().flatMap(WireReport::rejection);
  }

  Optional<ResponseHead> finalHead() {
    return reply().flatMap(WireReport::head);
  }

  /// True when an edge had already passed the head on: it was complete and nothing in it refused.
  boolean isHeadCommitted() {
    boolean refused =
        rejection().map(v -> Cause.of(v.rule()).stage().compareTo(Stage.BODY) < 0).orElse(false);
    return finalHead().isPresent() && !refused;
  }

  /// Returns the stage that the reply had reached.
  Stage stage() {
    return switch (reached()) {
      case NOTHING -> seen.sent().isComplete() ? Stage.FIRST_BYTE : Stage.WRITE_REQUEST;
      case BLANK_LINES, STATUS_LINE -> Stage.STATUS_LINE;
      case HEADERS -> Stage.HEADERS;
      case INTERIM -> Stage.INTERIM;
      case BODY -> Stage.BODY;
      case TRAILERS -> Stage.TRAILERS;
      // What ends with the connection is never complete by itself.
      case COMPLETE -> framing() == Framing.CLOSE ? Stage.BODY : Stage.AFTER;
    };
  }

  /// Returns how the bytes stopped, corrected by what TCP knows.
  Ending ending() {
    if (Errno.isSilence(seen.readErrno()) || Errno.isSilence(seen.sent().errno())) {
      return Ending.SILENCE;
    }
    return switch (seen.ending()) {
      case RST, FIN_RST -> seen.ending();
      case FIN -> tcpState() == Tcp.CLOSED ? closedAfterEof() : Ending.FIN;
      case SILENCE, OPEN -> whatTheTimerMissed();
    };
  }

  /// After a reset whose error another call took, a read says end of file; the count of received
  /// bytes, which includes a FIN as one, says whether there was one.
  private Ending closedAfterEof() {
    long counted = replyBytesCounted();
    if (counted < 0) return Errno.isReset(seen.sent().errno()) ? Ending.RST : Ending.FIN_RST;
    return counted > received() ? Ending.FIN_RST : Ending.RST;
  }

  private Ending whatTheTimerMissed() {
    long counted = replyBytesCounted();
    if (tcpState() == Tcp.CLOSED) return counted > received() ? Ending.FIN_RST : Ending.RST;
    if (Errno.isReset(seen.readErrno()) || Errno.isReset(seen.sent().errno())) return Ending.RST;
    boolean finRead = counted < 0 || counted == received() + 1;
    return tcpState() == Tcp.CLOSE_WAIT && finRead ? Ending.FIN : seen.ending();
  }

  private int tcpState() {
    return seen.tcp().map(Tcp::state).orElse(0);
  }

  /// Returns TCP's count of received bytes where it is comparable with the reply's, else -1.
  /// TCP counts all bytes of the connection, and those of TLS as they are on the wire.
  private long replyBytesCounted() {
    boolean plain = seen.handshake().isEmpty();
    long start = reply().map(WireReport::start).orElse(0L);
    boolean startKnown = !seen.use().isReused() || start > 0;
    if (!plain || !startKnown) return -1;
    long counted = seen.tcp().map(Tcp::bytesReceived).orElse(-1L);
    return counted < start ? -1 : counted - start;
  }

  /// Returns 1 when all that was written is acknowledged, 0 when not, -1 when nobody knows.
  int acked() {
    Sent sent = seen.sent();
    if (sent.acked() >= 0) return sent.acked();
    if (seen.tcp().map(Tcp::unacked).orElse(0) > 0) return 0;
    long counted = requestBytesCounted();
    if (counted < 0 || sent.written() == 0) return -1;
    return counted >= sent.written() ? 1 : 0;
  }

  /// Returns 1 when any byte of the request is acknowledged, 0 when none is, -1 when nobody knows.
  int anyAcked() {
    Sent sent = seen.sent();
    if (sent.anyAcked() >= 0) return sent.anyAcked();
    if (sent.total() > 0 && sent.written() == 0) return 0;
    if (sent.acked() == 1) return 1;
    long counted = requestBytesCounted();
    if (counted < 0 || sent.written() == 0) return -1;
    return counted > 0 ? 1 : 0;
  }

  /// Returns how many request bytes TCP says are acknowledged (its own count has the SYN in it).
  private long requestBytesCounted() {
    if (seen.handshake().isPresent() || seen.use().isReused()) return -1;
    long counted = seen.tcp().map(Tcp::bytesAcked).orElse(-1L);
    return counted < 0 ? -1 : Math.max(0, counted - 1);
  }

  /// Returns the timer that ended the wait; where none is named, the one that the profile has here.
  Expiry expiry() {
    return seen.expiry().orElseGet(
        () -> isHeadCommitted()
            ? new Expiry(Timer.BETWEEN_BYTES, profile.timeouts().betweenBytes())
            : new Expiry(Timer.RESPONSE_HEAD, profile.timeouts().responseHead()));
  }

  /// True when the caller's limit on all of it ended the wait.
  boolean isCutByTotal() {
    return endedBy(Timer.TOTAL);
  }

  /// True when the reply was still coming, or awaited, as far as anybody knows.
  boolean isOpen() {
    return ending() == Ending.OPEN
        && seen.expiry().isEmpty()
        && !tlsBroke()
        && reply().isPresent();
  }

  private boolean endedBy(Timer timer) {
    return seen.expiry().filter(expiry -> expiry.timer() == timer).isPresent();
  }

  boolean tlsBroke() {
    return seen.tlsAlert() > 0 || seen.tlsRecordError();
  }

  /// True when there is nothing to judge: the reply is whole, as much of it was read as anybody
  /// wanted, or nothing was asked.
  boolean isSound() {
    if (rejection().isPresent()) return false;
    if (endedBy(Timer.ENOUGH)) return true;
    Ending ending = ending();
    boolean closed = ending == Ending.FIN || ending == Ending.FIN_RST;
    if (ending == Ending.OPEN && nothingAsked()) return true;
    if (framing() == Framing.CLOSE) return closed && !tlsBroke();
    // The last chunk came, so the content is whole; what is missing is a matter of the profile.
    boolean lost = closed || ending == Ending.RST;
    if (reached() == Reached.TRAILERS && lost) {
      return profile.decision(Rule.CHUNK_NO_FINAL_CRLF) != Decision.REJECT;
    }
    return reached() == Reached.COMPLETE;
  }

  /// True when a connection was made, or not even that, without a request.
  private boolean nothingAsked() {
    boolean toldBytesOnly = seen.connect().isEmpty() && reply().isPresent();
    boolean waited = seen.expiry().isPresent() || tlsBroke();
    return seen.sent().total() == 0 && received() == 0 && !toldBytesOnly && !waited;
  }
}
