package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Limits;
import dev.fivetwenty.wire.Violation;
import dev.fivetwenty.wire.WireReport;
import java.util.Optional;

/// Judges bytes that the profile refused. The reader stops at the first of them, so this is
/// the earliest event of any reply that has one.
final class BytesJudge {

  static Optional<Ruling> rule(Facts facts) {
    return facts.rejection().map(v -> refused(facts, facts.reply().orElseThrow(), v));
  }

  private static Ruling refused(Facts facts, WireReport reply, Violation violation) {
    Cause cause = Cause.of(violation.rule());
    Optional<Evidence> limit = overLimit(facts.profile().limits(), reply, violation);
    Evidence evidence = limit.orElseGet(() -> new Evidence.Bytes(violation, reply.protocol()));
    return Ruling.of(cause, limit.isPresent() ? Signal.LIMIT : Signal.BYTES, evidence)
        .at(violation.offset());
  }

  private static Optional<Evidence> overLimit(Limits limits, WireReport reply, Violation v) {
    Evidence evidence =
        switch (v.rule()) {
          case LIMIT_STATUS_LINE ->
              over("status line", limits.statusLine(), 0, reply, v);
          case LIMIT_HEADER_SECTION ->
              over("header section", limits.headerSection(), reply.sectionBytes(), reply, v);
          case LIMIT_HEADER_FIELD ->
              over("field line", limits.headerField(), 0, reply, v);
          case LIMIT_HEADER_COUNT ->
              over("field lines", limits.headerCount(), reply.fieldCount(), reply, v);
          case LIMIT_CHUNK_LINE ->
              over("chunk line", limits.chunkLine(), 0, reply, v);
          case LIMIT_TRAILER_SECTION ->
              over("trailer section", limits.trailerSection(), 0, reply, v);
          case INTERIM_FLOOD ->
              over("interim responses", limits.interimTotal(), reply.interimBytes(), reply, v);
          default -> null;
        };
    return Optional.ofNullable(evidence);
  }

  /// A reader stops at the first byte too many, so at least one more than the limit had come.
  ///
  /// @param measured 0 where the reader does not count
  private static Evidence over(
      String what, long limit, long measured, WireReport reply, Violation violation) {
    return new Evidence.OverLimit(
        what, limit, Math.max(measured, limit + 1), violation.offset(), reply.largestFields());
  }

  private BytesJudge() {}
}
