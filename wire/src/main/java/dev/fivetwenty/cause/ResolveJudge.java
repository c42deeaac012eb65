package dev.fivetwenty.cause;

import java.util.Optional;

/// Judges the resolver's answer.
final class ResolveJudge {

  static Optional<Ruling> rule(Observation seen) {
    boolean timedOut = seen.expiry().filter(e -> e.timer() == Timer.RESOLVE).isPresent();
    if (seen.resolution().isEmpty()) {
      return timedOut ? Optional.of(silence(seen)) : Optional.empty();
    }
    Resolution answer = seen.resolution().get();
    if (seen.connect().isEmpty() && isProhibited(answer)) {
      return Optional.of(answered(Cause.DNS_PROHIBITED_IP, answer));
    }
    if (!answer.addresses().isEmpty()) return Optional.empty();
    if (timedOut || answer.rcode().isEmpty()) {
      return Optional.of(Ruling.of(Cause.DNS_TIMEOUT, Signal.TIMEOUT, new Evidence.Name(answer)));
    }
    return Optional.of(answered(named(answer.rcode()), answer));
  }

  private static boolean isProhibited(Resolution answer) {
    return !answer.prohibited().isEmpty() && answer.prohibited().containsAll(answer.addresses());
  }

  private static Ruling silence(Observation seen) {
    Expiry expiry = seen.expiry().orElseThrow();
    return Ruling.of(
        Cause.DNS_TIMEOUT,
        Signal.TIMEOUT,
        new Evidence.TimedOut(
            expiry.timer(), expiry.limit(), seen.sent(), 0, Optional.empty(), Optional.empty()));
  }

  private static Ruling answered(Cause cause, Resolution answer) {
    return Ruling.of(cause, Signal.ANSWER, new Evidence.Name(answer));
  }

  /// Every other code (FORMERR, NOTIMP, …) also is a resolver that could not do its work.
  private static Cause named(String rcode) {
    return switch (rcode) {
      case "NXDOMAIN" -> Cause.DNS_NXDOMAIN;
      case "NOERROR", "HOSTS" -> Cause.DNS_NODATA;
      case "REFUSED" -> Cause.DNS_REFUSED;
      default -> Cause.DNS_SERVFAIL;
    };
  }

  private ResolveJudge() {}
}
