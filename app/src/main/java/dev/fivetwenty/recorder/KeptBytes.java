package dev.fivetwenty.recorder;

import java.util.List;

/// Octets that went one way on a connection, of which the middle may be missing.
///
/// @param total  octets that went by, kept or not
/// @param pieces in order, apart from each other
public record KeptBytes(long total, List<Piece> pieces) {

  /// Consecutive octets.
  ///
  /// @param offset of the first, from the first octet of the message
  /// @param bytes  never changed by whoever holds the record
  public record Piece(long offset, byte[] bytes) {

    public long end() {
      return offset + bytes.length;
    }
  }

  public static final KeptBytes NONE = new KeptBytes(0, List.of());

  public KeptBytes {
    pieces = List.copyOf(pieces);
  }

  /// Returns octets of which none is missing.
  public static KeptBytes whole(byte[] bytes) {
    return bytes.length == 0 ? NONE : new KeptBytes(bytes.length, List.of(new Piece(0, bytes)));
  }

  public boolean isWhole() {
    return pieces.stream().mapToLong(piece -> piece.bytes().length).sum() == total;
  }
}
