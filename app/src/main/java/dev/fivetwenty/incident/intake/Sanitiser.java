package dev.fivetwenty.incident.intake;

import dev.fivetwenty.recorder.Kept;
import dev.fivetwenty.recorder.KeptAttempt;
import dev.fivetwenty.recorder.KeptBytes;
import dev.fivetwenty.recorder.KeptBytes.Piece;
import dev.fivetwenty.sanitise.Covered;
import dev.fivetwenty.sanitise.Covered.Span;
import dev.fivetwenty.sanitise.Structures;
import dev.fivetwenty.sanitise.Tokens;
import dev.fivetwenty.wire.WireReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Makes of what an event loop kept what may be stored: octets covered, their copies in records, too.
final class Sanitiser {

  private final Structures structures;

  Sanitiser(Tokens tokens) {
    structures = new Structures(tokens);
  }

  Kept sanitised(Kept kept) {
    var attempts = new ArrayList<KeptAttempt>(kept.attempts().size());
    for (KeptAttempt attempt : kept.attempts()) attempts.add(attempt(attempt));
    return new Kept(
        kept.why(),
        request(kept.request(), false),
        kept.verdict().map(structures::cover),
        attempts);
  }

  private KeptAttempt attempt(KeptAttempt attempt) {
    return new KeptAttempt(
        attempt.origin(),
        attempt.address(),
        attempt.transport(),
        attempt.exchange(),
        structures.cover(attempt.observation()),
        structures.cover(attempt.judgement()),
        attempt.profile(),
        attempt.timeline(),
        request(attempt.sent(), true),
        reply(attempt.received(), attempt.observation().reply()));
  }

  private static KeptBytes request(KeptBytes sent, boolean framed) {
    List<Span> contents = framed ? contents(sent) : List.of();
    return with(
        sent,
        piece ->
            piece.offset() == 0
                ? Covered.request(piece.bytes(), framed)
                : Covered.requestFrom(piece.offset(), piece.bytes(), contents));
  }

  private static KeptBytes reply(KeptBytes received, Optional<WireReport> report) {
    if (report.isEmpty()) return new KeptBytes(received.total(), List.of());
    List<Span> contents = contents(received);
    return with(
        received,
        piece ->
            piece.offset() == 0
                ? Covered.reply(piece.bytes(), report.get())
                : Covered.replyFrom(piece.offset(), piece.bytes(), contents, report.get()));
  }

  private static List<Span> contents(KeptBytes bytes) {
    if (bytes.contents().isEmpty()) return List.of();
    return bytes.contents().stream().map(span -> new Span(span.from(), span.to())).toList();
  }

  private static KeptBytes with(KeptBytes bytes, Function<Piece, byte[]> covering) {
    var pieces = new ArrayList<Piece>(bytes.pieces().size());
    for (Piece piece : bytes.pieces()) pieces.add(new Piece(piece.offset(), covering.apply(piece)));
    return new KeptBytes(bytes.total(), pieces, bytes.contents());
  }
}
