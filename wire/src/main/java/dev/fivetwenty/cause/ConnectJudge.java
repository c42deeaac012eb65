package dev.fivetwenty.cause;

import java.util.Optional;

/// Judges a connection that did not come about.
final class ConnectJudge {

  static Optional<Ruling> rule(Observation seen) {
    if (seen.connect().isEmpty()) {
      return seen.expiry().filter(e -> e.timer() == Timer.CONNECT).map(e -> silence(seen, e));
    }
    return seen.connect().filter(c -> !c.isUp()).flatMap(ConnectJudge::refused);
  }

  private static Ruling silence(Observation seen, Expiry expiry) {
    return Ruling.of(
        Cause.TCP_CONNECT_TIMEOUT,
        Signal.TIMEOUT,
        new Evidence.TimedOut(
            expiry.timer(), expiry.limit(), seen.sent(), 0, seen.tcp(), Optional.empty()));
  }

  /// Empty when the transport gave no number that means anything: then nothing is proved.
  private static Optional<Ruling> refused(Connect connect) {
    var evidence = new Evidence.NoConnection(connect);
    Ruling timedOut = Ruling.of(Cause.TCP_CONNECT_TIMEOUT, Signal.TIMEOUT, evidence);
    if (connect.timedOut()) return Optional.of(timedOut);
    return Optional.ofNullable(
        switch (connect.errno()) {
          case Errno.ECONNREFUSED -> no(Cause.TCP_REFUSED, evidence);
          case Errno.ETIMEDOUT -> timedOut;
          // The handshake was done; a refusal would have been 111.
          case Errno.ECONNRESET ->
              Ruling.of(Cause.CONN_RST_BEFORE_REQUEST, Signal.RST, evidence).by(connect.resetBy());
          case Errno.ENETUNREACH, Errno.ENETDOWN -> no(Cause.TCP_UNREACHABLE_NET, evidence);
          case Errno.EHOSTUNREACH, Errno.EHOSTDOWN -> no(Cause.TCP_UNREACHABLE_HOST, evidence);
          // A packet filter or policy on this very machine.
          case Errno.EPERM, Errno.EACCES ->
              no(Cause.TCP_UNREACHABLE_HOST, evidence).by(Party.EDGE);
          case Errno.EADDRNOTAVAIL, Errno.EMFILE, Errno.ENFILE, Errno.ENOBUFS, Errno.ENOMEM ->
              Ruling.of(Cause.TCP_LOCAL_EXHAUSTED, Signal.LOCAL, evidence);
          default -> null;
        });
  }

  private static Ruling no(Cause cause, Evidence evidence) {
    return Ruling.of(cause, Signal.ANSWER, evidence);
  }

  private ConnectJudge() {}
}
