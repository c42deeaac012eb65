package dev.fivetwenty.edge.head;

import dev.fivetwenty.wire.FieldLines;
import io.netty.buffer.ByteBuf;

/// Copies field lines from a head that was read to one that is written, in runs as long as possible.
///
/// A line that could be read in two ways is written anew: name, colon, value without control
/// characters, CRLF. Confined to one
/// thread and used again.
final class FieldCopy {

  private FieldLines lines;
  private boolean verbatim;
  private ByteBuf out;
  private int runStart;
  private int runEnd;

  /// @param asTheyStand lines may be copied without a look at them
  void begin(FieldLines from, boolean asTheyStand, ByteBuf to) {
    lines = from;
    verbatim = asTheyStand;
    out = to;
    runStart = runEnd = 0;
  }

  /// Copies a line, or takes it into the run that will be copied.
  void keep(int field) {
    if (!verbatim) {
      rewrite(field);
      return;
    }
    int start = lines.nameStart(field);
    if (start != runEnd) {
      endRun();
      runStart = start;
    }
    runEnd = lines.lineEnd(field);
  }

  private void endRun() {
    if (runEnd > runStart) out.writeBytes(lines.bytes(), runStart, runEnd - runStart);
  }

  private void rewrite(int field) {
    byte[] bytes = lines.bytes();
    int name = lines.nameStart(field);
    out.writeBytes(bytes, name, lines.nameEnd(field) - name);
    out.writeByte(':').writeByte(' ');
    Octets.text(bytes, lines.valueStart(field), lines.valueEnd(field), out);
    out.writeBytes(Octets.CRLF);
  }

  /// Copies what is left; `out` may then be written to again.
  void end() {
    endRun();
    runStart = runEnd = 0;
    lines = null;
    out = null;
  }
}
