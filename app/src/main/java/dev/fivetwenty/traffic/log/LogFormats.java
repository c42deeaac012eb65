package dev.fivetwenty.traffic.log;

import java.util.List;
import java.util.function.Supplier;

/// Finds the format of a log by trying its first lines.
final class LogFormats {

  /// Lines that are tried; the first may be cut or a comment.
  private static final int TRIED = 50;

  private static final List<Supplier<LineFormat>> FORMATS =
      List.of(() -> new CombinedFormat(false), () -> new CombinedFormat(true), JsonFormat::new);

  /// Returns the format that most of the lines have, null where no line has any.
  static LineFormat of(byte[] bytes, int end) {
    int best = 0;
    LineFormat chosen = null;
    for (Supplier<LineFormat> maker : FORMATS) {
      LineFormat format = maker.get();
      int read = read(format, bytes, end);
      if (read <= best) continue;
      best = read;
      chosen = format;
    }
    return chosen;
  }

  private static int read(LineFormat format, byte[] bytes, int end) {
    var record = new Recorded();
    int from = 0;
    int read = 0;
    for (int lines = 0; lines < TRIED && from < end; lines++) {
      int to = from;
      while (to < end && bytes[to] != '\n') to++;
      if (format.read(bytes, from, to, record)) read++;
      from = to + 1;
    }
    return read;
  }

  private LogFormats() {}
}
