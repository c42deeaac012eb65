package dev.fivetwenty.cli.render;

/// Bytes as people compare them: offset, sixteen octets, the same as text, and a caret line under
/// the one that matters.
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

  private final byte[] bytes;
  private final Style style;

  public HexView(byte[] bytes, Style style) {
    this.bytes = bytes;
    this.style = style;
  }

  /// Returns the lines around an offset; one that lies at or after the end points past the last
  /// byte.
  ///
  /// @param note stands beside the caret
  public String around(long offset, String note) {
    int focus = (int) Math.min(Math.max(0, offset), bytes.length);
    int from = Math.max(0, focus - CONTEXT_BYTES) / WIDTH * WIDTH;
    int to = Math.min(bytes.length, (focus + CONTEXT_BYTES) / WIDTH * WIDTH + WIDTH);
    var out = new StringBuilder();
    for (int start = from; start < to; start += WIDTH) {
      line(out, start, Math.min(start + WIDTH, to));
      if (focus >= start && focus < start + WIDTH) caret(out, focus - start, note);
    }
    boolean afterLastLine = focus == bytes.length && focus % WIDTH == 0;
    if (afterLastLine) {
      line(out, focus, focus);
      caret(out, 0, note);
    }
    return out.toString();
  }

  /// Returns the lines of the first bytes.
  public String head(int limit) {
    var out = new StringBuilder();
    int to = Math.min(limit, bytes.length);
    for (int start = 0; start < to; start += WIDTH) line(out, start, Math.min(start + WIDTH, to));
    return out.toString();
  }

  private void line(StringBuilder out, int start, int end) {
    var offset = new StringBuilder();
    for (int shift = 24; shift >= 0; shift -= 8) Shown.hex(offset, start >>> shift);
    out.append("  ").append(style.faint(offset.toString())).append(' ');
    for (int i = 0; i < WIDTH; i++) {
      if (i % 8 == 0) out.append(' ');
      if (start + i < end) Shown.hex(out, bytes[start + i]);
      else out.append("  ");
      out.append(' ');
    }
    out.append(" |");
    for (int i = start; i < end; i++) out.append(Shown.column(bytes[i] & 0xFF));
    out.append("|\n");
  }

  private void caret(StringBuilder out, int column, String note) {
    int hexColumn = HEX_COLUMN + column * 3 + column / 8;
    int textColumn = HEX_COLUMN + WIDTH * 3 + 3 + column;
    var line = new StringBuilder(" ".repeat(hexColumn)).append("^^");
    line.append(" ".repeat(textColumn - line.length())).append("^ ").append(note);
    out.append(style.bad(line.toString())).append('\n');
  }
}
