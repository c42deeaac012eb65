package dev.fivetwenty.cli.render;

import dev.fivetwenty.recorder.KeptBytes;

/// Bytes as people compare them: offset, sixteen octets, the same as text, and a caret line under
/// the one that matters. Octets that were not kept are two dots, and nothing in the text.
///
/// ```
///   00000010  0d 0a 58 2d 41 3a 20 31  00 0d 0a 0d 0a           |..X-A: 1.....|
///                                      ^^                                ^ byte 24
/// ```
public final class HexView {

  public static final int CONTEXT_BYTES = 48;

  private static final int WIDTH = 16;

  /// Where the first octet is printed.
  private static final int HEX_COLUMN = 12;

  private static final int MISSING = -1;

  private final KeptBytes bytes;
  private final Style style;

  public HexView(byte[] bytes, Style style) {
    this(KeptBytes.whole(bytes), style);
  }

  /// @param bytes of which the middle may be missing; offsets are those of the whole
  public HexView(KeptBytes bytes, Style style) {
    this.bytes = bytes;
    this.style = style;
  }

  /// Returns the lines around an offset; one that lies at or after the end points past the last
  /// byte. Lines of which nothing was kept are left out.
  ///
  /// @param note stands beside the caret
  public String around(long offset, String note) {
    long focus = Math.min(Math.max(0, offset), bytes.total());
    long from = Math.max(0, focus - CONTEXT_BYTES) / WIDTH * WIDTH;
    long to = Math.min(bytes.total(), (focus + CONTEXT_BYTES) / WIDTH * WIDTH + WIDTH);
    var out = new StringBuilder();
    for (long start = from; start < to; start += WIDTH) {
      boolean here = focus >= start && focus < start + WIDTH;
      if (here || isKept(start, Math.min(start + WIDTH, to))) {
        line(out, start, Math.min(start + WIDTH, to));
      }
      if (here) caret(out, (int) (focus - start), note);
    }
    boolean afterLastLine = focus == bytes.total() && focus % WIDTH == 0;
    if (afterLastLine) {
      line(out, focus, focus);
      caret(out, 0, note);
    }
    return out.toString();
  }

  /// Returns the lines of the first bytes.
  public String head(int limit) {
    var out = new StringBuilder();
    long to = Math.min(limit, bytes.total());
    for (long start = 0; start < to; start += WIDTH) line(out, start, Math.min(start + WIDTH, to));
    return out.toString();
  }

  private boolean isKept(long from, long to) {
    return bytes.pieces().stream().anyMatch(piece -> piece.offset() < to && piece.end() > from);
  }

  private int octet(long at) {
    for (KeptBytes.Piece piece : bytes.pieces()) {
      boolean within = at >= piece.offset() && at < piece.end();
      if (within) return piece.bytes()[(int) (at - piece.offset())] & 0xFF;
    }
    return MISSING;
  }

  private void line(StringBuilder out, long start, long end) {
    var offset = new StringBuilder();
    for (int shift = start >>> 32 == 0 ? 24 : 56; shift >= 0; shift -= 8) {
      Shown.hex(offset, (int) (start >>> shift));
    }
    out.append("  ").append(style.faint(offset.toString())).append(' ');
    for (int i = 0; i < WIDTH; i++) {
      if (i % 8 == 0) out.append(' ');
      if (start + i < end) hex(out, octet(start + i));
      else out.append("  ");
      out.append(' ');
    }
    out.append(" |");
    for (long at = start; at < end; at++) {
      int octet = octet(at);
      out.append(octet == MISSING ? ' ' : Shown.column(octet));
    }
    out.append("|\n");
  }

  private static void hex(StringBuilder out, int octet) {
    if (octet == MISSING) out.append("..");
    else Shown.hex(out, octet);
  }

  private void caret(StringBuilder out, int column, String note) {
    int hexColumn = HEX_COLUMN + column * 3 + column / 8;
    int textColumn = HEX_COLUMN + WIDTH * 3 + 3 + column;
    var line = new StringBuilder(" ".repeat(hexColumn)).append("^^");
    line.append(" ".repeat(textColumn - line.length())).append("^ ").append(note);
    out.append(style.bad(line.toString())).append('\n');
  }
}
