package dev.fivetwenty.wire;

import static dev.fivetwenty.wire.Progress.END;
import static dev.fivetwenty.wire.Progress.MORE;
import static dev.fivetwenty.wire.Progress.REJECTED;
import static dev.fivetwenty.wire.Scan.CR;
import static dev.fivetwenty.wire.Scan.LF;

import java.nio.ByteBuffer;

/// Reads a trailer section, RFC 9112 §7.1.2.
///
/// The content is complete by then, so malformed trailers are dropped as a whole: what cannot be
/// read is skipped up to the empty line.
final class TrailerReader {

  /// The names that no trailer may have.
  interface Forbidden {
    boolean has(byte[] bytes, int from, int to);
  }

  private final Tolerance.ByOffset tolerance;
  private final Limits limits;
  private final Forbidden forbidden;
  private final HeadBuffer kept = new HeadBuffer();
  private final FieldIndex fields = new FieldIndex();
  private final FieldSection section =
      new FieldSection(fields, this::allows, (name, field) -> true);
  private final FieldLines lines = new FieldLines(kept, fields);

  private boolean refused;
  private boolean skipping;
  private boolean lineIsEmpty;
  private int skipped;

  TrailerReader(Tolerance.ByOffset tolerance, Limits limits) {
    this(tolerance, limits, (bytes, from, to) -> false);
  }

  TrailerReader(Tolerance.ByOffset tolerance, Limits limits, Forbidden forbidden) {
    this.tolerance = tolerance;
    this.limits = limits;
    this.forbidden = forbidden;
  }

  void begin(long offset) {
    kept.begin(offset);
    section.begin(
        0, limits.trailerSection(), Rule.LIMIT_TRAILER_SECTION, limits.trailerSection(),
        limits.headerCount());
    refused = skipping = lineIsEmpty = false;
  }

  int largeRoom() {
    return kept.largeRoom();
  }

  /// Reads on; `offset` is that of the next byte of `input`.
  Progress read(ByteBuffer input, long offset) {
    if (skipping) return skip(input, offset);
    while (true) {
      Progress progress = section.read(kept.bytes(), kept.filled());
      if (progress == MORE) {
        if (!kept.fill(input)) return MORE;
        continue;
      }
      if (refused) return REJECTED;
      kept.giveBack(input, section.at());
      if (progress == END) return namesAreAllowed() ? END : REJECTED;
      skipping = true;
      fields.clear();
      skipped = section.at();
      return skipKept() ? skip(input, kept.offsetOf(kept.filled())) : REJECTED;
    }
  }

  private boolean namesAreAllowed() {
    for (int i = 0; i < fields.count(); i++) {
      int from = fields.nameStart(i);
      if (!forbidden.has(kept.bytes(), from, fields.nameEnd(i))) continue;
      if (!tolerance.allows(Rule.REQ_TRAILER, kept.offsetOf(from), kept.octet(from))) return false;
    }
    return true;
  }

  /// Drops what came of trailers that were broken off.
  void drop() {
    fields.clear();
  }

  /// Returns the trailers once they are complete; none if they were malformed or broken off.
  FieldLines lines() {
    return lines;
  }

  /// True if no trailer has begun.
  boolean isEmpty() {
    return section.isEmpty() && !skipping;
  }

  private boolean allows(Rule rule, int at) {
    Rule own = inTrailers(rule);
    boolean allowed = tolerance.allows(own, kept.offsetOf(at), kept.octet(at));
    refused = !allowed;
    return allowed && own != Rule.TRAILER_MALFORMED;
  }

  /// A line end belongs to the coding; what would refuse a head only spoils the trailers.
  private Rule inTrailers(Rule rule) {
    return switch (rule) {
      case HDR_BARE_LF -> Rule.CHUNK_BARE_LF;
      case LIMIT_HEADER_COUNT, LIMIT_TRAILER_SECTION -> Rule.LIMIT_TRAILER_SECTION;
      default -> tolerance.refuses(rule) ? Rule.TRAILER_MALFORMED : rule;
    };
  }

  /// Skips what came with an earlier input and so could not be given back: CRs of a cut line end.
  private boolean skipKept() {
    for (int at = section.at(); at < kept.filled(); at++) {
      if (skip((byte) kept.octet(at), kept.offsetOf(at)) == REJECTED) return false;
    }
    return true;
  }

  private Progress skip(ByteBuffer input, long from) {
    for (long offset = from; input.hasRemaining(); offset++) {
      Progress progress = skip(input.get(), offset);
      if (progress != MORE) return progress;
    }
    return MORE;
  }

  private Progress skip(byte octet, long offset) {
    if (octet == LF && lineIsEmpty) return END;
    if (skipped++ == limits.trailerSection()) {
      tolerance.allows(Rule.LIMIT_TRAILER_SECTION, offset, octet & 0xFF);
      return REJECTED;
    }
    if (octet != CR) lineIsEmpty = octet == LF;
    return MORE;
  }
}
