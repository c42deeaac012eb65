package dev.fivetwenty.recorder;

import java.util.List;

/// Octets that went one way on a connection, of which the middle may be missing.
///
/// @param total    octets that went by, kept or not
/// @param pieces   in order, apart from each other
/// @param contents where chunked content lies, the last stretches that were seen: what stands between
///                 them frames it; empty where content is not chunked
public record KeptBytes(long total, List<Piece> pieces, List<Span> contents) {

  /// Consecutive octets.
  ///
  /// @param offset of the first, from the first octet of the message
  /// @param bytes  never changed by whoever holds the record
  public record Piece(long offset, byte[] bytes) {

    public long end() {
      return offset + bytes.length;
    }
  }

  /// Octets from one offset to before another.
  public record Span(long from, long to) {}

  public static final KeptBytes NONE = new KeptBytes(0, List.of());

  public KeptBytes {
    pieces = List.copyOf(pieces);
    contents = List.copyOf(contents);
  }

  /// Octets of which none are chunked content.
  public KeptBytes(long total, List<Piece> pieces) {
    this(total, pieces, List.of());
  }

  /// Returns octets of which none is missing.
  public static KeptBytes whole(byte[] bytes) {
    return bytes.length == 0 ? NONE : new KeptBytes(bytes.length, List.of(new Piece(0, bytes)));
  }

  public boolean isWhole() {
    return pieces.stream().mapToLong(piece -> piece.bytes().length).sum() == total;
  }
}
