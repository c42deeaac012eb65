package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.WireReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Everything that was seen of one attempt: measurements only, in the order things happen.
///
/// What was not reached is empty. [Judge] decides from this and nothing else, so a stored
/// observation can be judged again.
///
/// @param at        when the attempt began; certificates are judged by it, never by a clock
/// @param pace      how the bytes of the reply were spread over time
/// @param ending    as the transport saw it; the judge corrects it by errno and TCP_INFO
/// @param readErrno of the read that failed, 0 for none
/// @param expiry    the timer that ended the wait, where one did
/// @param tcp       the last reading before the socket was closed
/// @param tlsAlert  id of an alert received after the handshake, -1 for none
/// @param tlsRecordError a record could not be decrypted after the handshake
/// @param closeNotify TLS was closed in order; true on plain connections
/// @param thrown    the class and message of an exception of our own; empty otherwise
/// @param unobserved what the transport could not tell, in words
public record Observation(
    Optional<Resolution> resolution,
    Optional<Connect> connect,
    Optional<Handshake> handshake,
    Use use,
    Sent sent,
    Optional<WireReport> reply,
    Ending ending,
    int readErrno,
    int tlsAlert,
    boolean tlsRecordError,
    boolean closeNotify,
    Optional<Expiry> expiry,
    Optional<Tcp> tcp,
    Optional<String> thrown,
    List<String> unobserved,
    Optional<Instant> at,
    Optional<Pace> pace) {

  public Observation {
    unobserved = List.copyOf(unobserved);
  }

  /// An observation without times.
  public Observation(
      Optional<Resolution> resolution,
      Optional<Connect> connect,
      Optional<Handshake> handshake,
      Use use,
      Sent sent,
      Optional<WireReport> reply,
      Ending ending,
      int readErrno,
      int tlsAlert,
      boolean tlsRecordError,
      boolean closeNotify,
      Optional<Expiry> expiry,
      Optional<Tcp> tcp,
      Optional<String> thrown,
      List<String> unobserved) {
    this(
        resolution, connect, handshake, use, sent, reply, ending, readErrno, tlsAlert,
        tlsRecordError, closeNotify, expiry, tcp, thrown, unobserved, Optional.empty(),
        Optional.empty());
  }

  /// Returns the same with what a clock can add.
  public Observation timed(Instant begun, Optional<Pace> replyPace) {
    return new Observation(
        resolution, connect, handshake, use, sent, reply, ending, readErrno, tlsAlert,
        tlsRecordError, closeNotify, expiry, tcp, thrown, unobserved, Optional.of(begun),
        replyPace);
  }

  /// Returns an observation of reply bytes alone, as a file or a HAR has them.
  public static Observation ofReply(WireReport reply) {
    return new Observation(
        Optional.empty(), Optional.empty(), Optional.empty(), Use.NEW, Sent.NOTHING,
        Optional.of(reply), reply.ending(), 0, -1, false, true, Optional.empty(), Optional.empty(),
        Optional.empty(), List.of());
  }
}
