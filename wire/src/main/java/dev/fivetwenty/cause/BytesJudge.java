package dev.fivetwenty.cause;

import dev.fivetwenty.wire.Field;
import dev.fivetwenty.wire.Limits;
import dev.fivetwenty.wire.Violation;
import dev.fivetwenty.wire.WireReport;
import java.util.Optional;

/// Judges bytes that the profile refused. The first of them is the earliest event of any reply that
/// has one; what was read behind it only measures.
final class BytesJudge {

  static Optional<Ruling> rule(Facts facts) {
    return facts.rejection().map(v -> refused(facts, facts.reply().orElseThrow(), v));
  }

  private static Ruling refused(Facts facts, WireReport reply, Violation violation) {
    Cause cause = Cause.of(violation.rule());
    Optional<Evidence> limit = overLimit(facts.profile().limits(), reply, violation);
    Evidence evidence =
        limit.orElseGet(
            () ->
                new Evidence.Bytes(
                    violation, reply.protocol(), Foreign.of(violation.rule(), reply)));
    return Ruling.of(cause, limit.isPresent() ? Signal.LIMIT : Signal.BYTES, evidence)
        .at(violation.offset());
  }

  private static Optional<Evidence> overLimit(Limits limits, WireReport reply, Violation v) {
    Evidence evidence =
        switch (v.rule()) {
          case LIMIT_STATUS_LINE -> atLeast("status line", limits.statusLine(), 0, reply, v);
          case LIMIT_HEADER_SECTION ->
              measured("header section", limits.headerSection(), reply.sectionBytes(), reply, v);
          case LIMIT_HEADER_FIELD ->
              measured("field line", limits.headerField(), biggest(reply), reply, v);
          case LIMIT_HEADER_COUNT ->
              measured("field lines", limits.headerCount(), reply.fieldCount(), reply, v);
          case LIMIT_CHUNK_LINE -> atLeast("chunk line", limits.chunkLine(), 0, reply, v);
          case LIMIT_TRAILER_SECTION ->
              atLeast("trailer section", limits.trailerSection(), 0, reply, v);
          case INTERIM_FLOOD ->
              atLeast("interim responses", limits.interimTotal(), reply.interimBytes(), reply, v);
          default -> null;
        };
    return Optional.ofNullable(evidence);
  }

  private static long biggest(WireReport reply) {
    return reply.largestFields().stream().mapToInt(Field::lineBytes).max().orElse(0);
  }

  /// Lines without a name are no fields, so what was counted may be less than what broke the limit.
  private static Evidence measured(
      String what, long limit, long measured, WireReport reply, Violation violation) {
    boolean whole = reply.sectionWhole() && measured > limit;
    return whole
        ? new Evidence.OverLimit(
            what, limit, measured, violation.offset(), reply.largestFields(), false)
        : atLeast(what, limit, measured, reply, violation);
  }

  /// One more than the limit had come in any case.
  private static Evidence atLeast(
      String what, long limit, long counted, WireReport reply, Violation violation) {
    return new Evidence.OverLimit(
        what, limit, Math.max(counted, limit + 1), violation.offset(), reply.largestFields(), true);
  }

  private BytesJudge() {}
}
