package dev.fivetwenty.edge.random;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/// Writes messages in pieces that end anywhere: in a line end, in a chunk's size, in the head of
/// the next one.
final class MessageWriter {

  private static final int LARGEST_PIECE = 64 << 10;
  private static final int TINY_PIECE = 9;
  /// A message is cut into tiny pieces only where its head and its end are.
  private static final int TINY_BYTES = 3000;
  private static final long PAUSE_NANOS = 20_000;
  private static final List<String> EXTENSIONS =
      List.of(";a", ";sig=0123456789abcdef", "; name = value", ";q=\"a, b\"", ";a;b=c");

  /// How pieces are cut on one connection.
  enum Cut {
    LARGE,
    TINY,
    ANY
  }

  private final OutputStream out;
  private final SplittableRandom draws;
  private final Cut cut;
  private final byte[] piece = new byte[LARGEST_PIECE];
  private int count;
  private int next = 1;
  private int tinyLeft;

  MessageWriter(OutputStream out, SplittableRandom draws) {
    this.out = out;
    this.draws = draws;
    this.cut = Cut.values()[draws.nextInt(Cut.values().length)];
  }

  void head(Message message) throws IOException {
    tinyLeft = TINY_BYTES;
    write(message.head().getBytes(ISO_8859_1));
  }

  /// Writes the content, if the message has any.
  void content(Message message) throws IOException {
    switch (message.framing()) {
      case NONE -> {}
      case LENGTH, CLOSE -> plain(message.content(), 0, message.content().size());
      case CHUNKED -> chunks(message);
    }
  }

  private void plain(Content content, long from, long to) throws IOException {
    for (long at = from; at < to; at += LARGEST_PIECE) {
      write(content.bytes(at, (int) Math.min(LARGEST_PIECE, to - at)));
    }
  }

  private void chunks(Message message) throws IOException {
    long size = message.content().size();
    int chunks = 0;
    for (long at = 0; at < size; chunks++) {
      // Many small ones only as long as they are few.
      int widest = chunks < 200 ? 1 << draws.nextInt(18) : LARGEST_PIECE * 2;
      int length = (int) Math.min(size - at, 1 + draws.nextInt(widest));
      write((chunkSize(length) + extension() + "\r\n").getBytes(ISO_8859_1));
      plain(message.content(), at, at + length);
      write("\r\n".getBytes(ISO_8859_1));
      at += length;
    }
    tinyLeft = TINY_BYTES;
    var end = new StringBuilder(draws.nextInt(5) == 0 ? "000" : "0");
    end.append(extension()).append("\r\n");
    for (String trailer : message.trailers()) end.append(trailer).append("\r\n");
    write(end.append("\r\n").toString().getBytes(ISO_8859_1));
  }

  private String chunkSize(int length) {
    return draws.nextInt(8) == 0 ? "%04X".formatted(length) : Integer.toHexString(length);
  }

  private String extension() {
    return draws.nextInt(6) == 0 ? EXTENSIONS.get(draws.nextInt(EXTENSIONS.size())) : "";
  }

  private void write(byte[] bytes) throws IOException {
    for (int at = 0; at < bytes.length; ) {
      int taken = Math.min(bytes.length - at, next - count);
      System.arraycopy(bytes, at, piece, count, taken);
      at += taken;
      count += taken;
      if (count == next) flush();
    }
  }

  /// Sends what is left of a piece.
  void flush() throws IOException {
    if (count > 0) out.write(piece, 0, count);
    if (cut == Cut.TINY && draws.nextInt(16) == 0) LockSupport.parkNanos(PAUSE_NANOS);
    tinyLeft -= count;
    count = 0;
    next =
        switch (cut) {
          case LARGE -> LARGEST_PIECE;
          case TINY -> tinyLeft > 0 ? 1 + draws.nextInt(TINY_PIECE) : LARGEST_PIECE;
          case ANY -> 1 + draws.nextInt(1 << draws.nextInt(17));
        };
  }
}
