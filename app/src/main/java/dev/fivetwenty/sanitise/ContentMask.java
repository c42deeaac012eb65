package dev.fivetwenty.sanitise;

import dev.fivetwenty.wire.Ending;
import dev.fivetwenty.wire.Framing;
import dev.fivetwenty.wire.ResponseReader;
import dev.fivetwenty.wire.Violation;
import dev.fivetwenty.wire.WireReport;
import java.nio.ByteBuffer;

/// Covers the content behind a head and leaves the chunk lines and trailer names between.
final class ContentMask {

  private final byte[] bytes;
  private final ResponseReader reader;

  /// @param reader has just read the head
  ContentMask(byte[] bytes, ResponseReader reader) {
    this.bytes = bytes;
    this.reader = reader;
  }

  /// Covers what `input`, a view of the bytes, still holds of the message; returns where it ends.
  int cover(ByteBuffer input) {
    int framing = input.position();
    while (input.hasRemaining()) {
      ResponseReader.Event event = reader.read(input);
      if (event == ResponseReader.Event.CONTENT) {
        framing(framing, reader.contentStart());
        Octets.hide(bytes, reader.contentStart(), reader.contentEnd());
        framing = reader.contentEnd();
      } else if (event == ResponseReader.Event.COMPLETE) {
        framing(framing, input.position());
        return input.position();
      } else if (event == ResponseReader.Event.REJECTED) {
        return broken(framing);
      }
    }
    framing(framing, bytes.length);
    return bytes.length;
  }

  /// Behind a refused octet nobody knows what is content.
  private int broken(int from) {
    WireReport report = reader.end(Ending.OPEN);
    int refused = report.rejection().map(Violation::offset).orElse((long) from).intValue();
    framing(from, refused);
    Octets.hide(bytes, refused, bytes.length);
    return bytes.length;
  }

  private void framing(int from, int to) {
    if (reader.head().framing() == Framing.CHUNKED) ChunkLines.cover(bytes, from, to);
    else Octets.hide(bytes, from, to);
  }
}
