package dev.fivetwenty.cli.incident;

import dev.fivetwenty.recorder.KeptBytes;
import dev.fivetwenty.wire.Framing;
import dev.fivetwenty.wire.WireReport;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/// Fills what is missing of a reply, so that a reader says of the whole what it said when it was
/// recorded.
///
/// Sizes agree by themselves, for offsets are known. What is missing of chunked content is made one
/// chunk that ends where a chunk of the next piece ends; which one that is the reader tells. Where
/// a piece begins or ends within the framing, a few of its octets are made up, too.
final class Gaps {

  private static final byte FILLER = '*';

  /// Readings of the whole reply in search of chunks that fit.
  private static final int MOST_READINGS = 400;

  private static final int MOST_DIGITS = 8;

  /// What a reader says of bytes.
  ///
  /// @param contentEnd index behind the last byte of content
  record Reading(WireReport report, int contentEnd) {

    private int fault() {
      return report.rejection().map(v -> (int) (v.offset() - report.start())).orElse(-1);
    }
  }

  private final KeptBytes kept;
  private final Function<byte[], Reading> reader;
  private final Optional<WireReport> recorded;
  private final byte[] bytes;
  private int readings;

  /// @param reader   reads bytes as the recorded ones were read
  /// @param recorded what it said then
  Gaps(KeptBytes kept, Function<byte[], Reading> reader, Optional<WireReport> recorded) {
    this.kept = kept;
    this.reader = reader;
    this.recorded = recorded;
    bytes = new byte[Math.toIntExact(kept.total())];
    Arrays.fill(bytes, FILLER);
    for (KeptBytes.Piece piece : kept.pieces()) put(piece);
  }

  private void put(KeptBytes.Piece piece) {
    System.arraycopy(piece.bytes(), 0, bytes, (int) piece.offset(), piece.bytes().length);
  }

  byte[] filled() {
    boolean chunked = recorded.filter(r -> r.framing() == Framing.CHUNKED).isPresent();
    if (chunked && missing() > 0) fill(1);
    return bytes;
  }

  /// Returns how many octets were not kept.
  long missing() {
    return kept.total() - kept.pieces().stream().mapToLong(p -> p.bytes().length).sum();
  }

  /// Returns whether a reader says the same of [#filled]; how long the content is may differ where
  /// chunks had to be made up.
  boolean agrees() {
    if (recorded.isEmpty()) return true;
    WireReport now = read().report();
    WireReport then = recorded.get();
    return now.reached() == then.reached() && now.framing() == then.framing()
        && now.excessBytes() == then.excessBytes() && fault(now).equals(fault(then));
  }

  private static Optional<String> fault(WireReport report) {
    return report.rejection().map(v -> v.rule() + " at " + v.offset());
  }

  private Reading read() {
    readings++;
    return reader.apply(bytes);
  }

  /// Fills the gap before a piece, and those behind it; false where nothing fits.
  private boolean fill(int next) {
    if (next >= kept.pieces().size()) return agrees();
    KeptBytes.Piece piece = kept.pieces().get(next);
    int from = (int) kept.pieces().get(next - 1).end();
    restore(from, next);
    Reading before = read();
    boolean spans = before.fault() < 0 || before.fault() >= piece.offset();
    if (spans && fill(next + 1)) return true;
    int chunkEnd = Math.min(before.contentEnd(), (int) piece.offset());
    for (int last = next; last < kept.pieces().size(); last++) {
      if (fill(next, chunkEnd, last)) return true;
    }
    // No chunk ends within what was kept.
    restore(from, next);
    return chunk(chunkEnd, bytes.length + 1) && agrees();
  }

  /// Fills the gap before a piece with a chunk that ends within that piece or a later one.
  private boolean fill(int next, int chunkEnd, int last) {
    KeptBytes.Piece piece = kept.pieces().get(last);
    int from = (int) kept.pieces().get(next - 1).end();
    for (int at = (int) piece.offset(); at < piece.end() && readings < MOST_READINGS; at++) {
      if (piece.bytes()[at - (int) piece.offset()] != '\r') continue;
      restore(from, next);
      if (chunk(chunkEnd, at) && isFine(piece) && fill(last + 1)) return true;
    }
    return false;
  }

  /// Puts pieces where they were, and filler between them, from an index and a piece on.
  private void restore(int from, int next) {
    Arrays.fill(bytes, from, bytes.length, FILLER);
    for (KeptBytes.Piece piece : kept.pieces().subList(next, kept.pieces().size())) put(piece);
  }

  /// Ends a chunk at `at` and begins another one, whose data ends at `end`; false without room.
  private boolean chunk(int at, int end) {
    for (int digits = 1; digits <= MOST_DIGITS; digits++) {
      int head = 2 + digits + 2;
      int size = end - at - head;
      if (size < 1) return false;
      String hex = Integer.toHexString(size);
      // A leading zero, where the size itself decides how much room it takes, offends nobody.
      if (hex.length() > digits) continue;
      String line = "\r\n" + "0".repeat(digits - hex.length()) + hex + "\r\n";
      System.arraycopy(
          line.getBytes(StandardCharsets.US_ASCII), 0, bytes, at,
          Math.min(head, bytes.length - at));
      return true;
    }
    return false;
  }

  /// Returns whether all of a piece is read, or as much as when it was recorded.
  private boolean isFine(KeptBytes.Piece piece) {
    Reading now = read();
    boolean same = fault(now.report()).equals(recorded.flatMap(Gaps::fault));
    return same || now.fault() < 0 || now.fault() >= piece.end();
  }
}
