package dev.fivetwenty.edge.keeping;

import dev.fivetwenty.origin.tape.Tape;
import dev.fivetwenty.recorder.KeptBytes;
import dev.fivetwenty.recorder.KeptBytes.Piece;
import dev.fivetwenty.recorder.KeptBytes.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Turns what tapes remember into what the recorder keeps.
public final class TapedBytes {

  /// @param tape null for nothing
  public static KeptBytes of(Tape tape) {
    if (tape == null) return KeptBytes.NONE;
    return new KeptBytes(
        tape.total(),
        tape.pieces().stream().map(piece -> new Piece(piece.offset(), piece.bytes())).toList(),
        tape.contents().stream().map(span -> new Span(span.from(), span.to())).toList());
  }

  /// Returns a head and what a tape remembers of the content behind it.
  ///
  /// @param tape null for no content
  /// @param most octets of both that are given
  public static KeptBytes behind(byte[] head, Tape tape, long most) {
    KeptBytes content = of(tape);
    long total = Math.min(most, head.length + content.total());
    var pieces = new ArrayList<Piece>();
    add(pieces, new Piece(0, head), most);
    for (Piece piece : content.pieces()) {
      add(pieces, new Piece(head.length + piece.offset(), piece.bytes()), most);
    }
    List<Span> contents =
        content.contents().stream()
            .map(span -> new Span(head.length + span.from(), head.length + span.to())).toList();
    return new KeptBytes(total, pieces, contents);
  }

  private static void add(List<Piece> pieces, Piece piece, long most) {
    if (piece.offset() >= most) return;
    int length = (int) Math.min(piece.bytes().length, most - piece.offset());
    byte[] bytes = length == piece.bytes().length ? piece.bytes() : Arrays.copyOf(piece.bytes(), length);
    if (pieces.isEmpty() || pieces.getLast().end() < piece.offset()) {
      pieces.add(new Piece(piece.offset(), bytes));
      return;
    }
    Piece last = pieces.removeLast();
    byte[] both = Arrays.copyOf(last.bytes(), last.bytes().length + length);
    System.arraycopy(bytes, 0, both, last.bytes().length, length);
    pieces.add(new Piece(last.offset(), both));
  }

  private TapedBytes() {}
}
