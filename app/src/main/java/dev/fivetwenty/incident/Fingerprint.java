package dev.fivetwenty.incident;

import dev.fivetwenty.cause.Evidence;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.recorder.Kept;
import dev.fivetwenty.recorder.KeptAttempt;
import dev.fivetwenty.wire.Violation;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The shape of evidence: what stays the same when the same fault happens again.
///
/// Kinds, rules, timers and error numbers are in it; offsets, sizes, times, addresses and whatever
/// a peer could choose freely are not, so that nobody can make groups without end.
final class Fingerprint {

  /// Rules of one message that are told apart; more of them make no other fault.
  private static final int MOST_RULES = 4;

  /// Returns for example `headers bytes hdr-no-colon`.
  static String of(Kept kept) {
    return kept.verdict().map(Fingerprint::of).orElseGet(() -> ofSound(kept));
  }

  private static String of(Verdict verdict) {
    String committed = verdict.headCommitted() ? " committed" : "";
    return verdict.stage().slug() + " " + verdict.signal().slug() + committed
        + shape(verdict.evidence());
  }

  private static String ofSound(Kept kept) {
    String why = slug(kept.why());
    return switch (kept.why()) {
      case RETRIED -> why + " " + ofFirstFailure(kept);
      case GLITCHES -> why + rules(kept);
      case FAILED, NEAR_LIMIT, WATCHED -> why;
    };
  }

  private static String ofFirstFailure(Kept kept) {
    return kept.attempts().stream().map(attempt -> attempt.judgement().verdict())
        .flatMap(Optional::stream)
        .findFirst()
        .map(verdict -> verdict.cause().slug() + " " + of(verdict))
        .orElse("");
  }

  private static String rules(Kept kept) {
    Stream<Violation> glitches =
        kept.attempts().stream().map(KeptAttempt::judgement).flatMap(j -> j.glitches().stream());
    return glitches.map(glitch -> " " + glitch.rule().slug()).distinct().sorted()
        .limit(MOST_RULES).collect(Collectors.joining());
  }

  private static String shape(Evidence evidence) {
    return switch (evidence) {
      case Evidence.Name e -> word(e.resolution().rcode());
      case Evidence.NoConnection e ->
          e.connect().timedOut() ? " timed-out" : errno(e.connect().errno());
      case Evidence.BrokenHandshake e ->
          word(e.handshake().failure()) + word(e.handshake().problem())
              + alert(e.handshake().alertId());
      case Evidence.TlsAfterHandshake e -> alert(e.alertId());
      case Evidence.EarlyClose e ->
          word(e.ending()) + errno(e.errno()) + begun(e.received())
              + (e.use().isReused() ? " reused" : "");
      case Evidence.Bytes e -> " " + e.violation().rule().slug() + word(e.protocol());
      case Evidence.OverLimit e -> word(e.what());
      case Evidence.ShortContent e ->
          word(e.framing()) + word(e.ending()) + (e.closeNotify() ? "" : " cut-tls");
      case Evidence.TimedOut e ->
          " " + e.timer().slug() + begun(e.received()) + (e.sent().isComplete() ? "" : " unsent");
      case Evidence.Measured e -> word(e.what());
      // The class of the exception; its message may hold anything.
      case Evidence.Thrown e -> word(e.what().split("[:\\s]", 2)[0]);
      case Evidence.Seen _, Evidence.Observed _ -> "";
    };
  }

  private static String errno(int errno) {
    return errno == 0 ? "" : " errno-" + errno;
  }

  private static String alert(int id) {
    return id < 0 ? "" : " alert-" + id;
  }

  private static String begun(long received) {
    return received == 0 ? " empty" : " begun";
  }

  private static String word(Enum<?> constant) {
    return " " + slug(constant);
  }

  private static String word(String text) {
    return text.isEmpty() ? "" : " " + text.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  private static String slug(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Fingerprint() {}
}
