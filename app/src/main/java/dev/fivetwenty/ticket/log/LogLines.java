package dev.fivetwenty.ticket.log;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// The lines of a log, plain or compressed by gzip.
final class LogLines implements AutoCloseable {

  /// Characters of a line; what is longer is cut.
  static final int MAX_LINE = 64 << 10;

  /// Bytes that are read, decompressed: days of a busy server.
  private static final long MAX_BYTES = 8L << 30;

  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private long bytes;

  private LogLines(InputStream in) {
    this.in = in;
  }

  /// @param log is closed with the lines
  static LogLines open(InputStream log) throws IOException {
    var buffered = new BufferedInputStream(log, BUFFER);
    buffered.mark(2);
    boolean compressed = buffered.read() == 0x1F && buffered.read() == 0x8B;
    buffered.reset();
    return new LogLines(
        compressed ? new BufferedInputStream(new GZIPInputStream(buffered, BUFFER), BUFFER) : buffered);
  }

  /// Returns the next line without its end; octets that are no UTF-8 are shown as such.
  Optional<String> next() throws IOException {
    var line = new ByteArrayOutputStream(256);
    int octet = bytes < MAX_BYTES ? in.read() : -1;
    if (octet < 0) return Optional.empty();
    while (octet >= 0 && octet != '\n') {
      bytes++;
      if (line.size() < MAX_LINE) line.write(octet);
      octet = in.read();
    }
    bytes++;
    String text = line.toString(StandardCharsets.UTF_8);
    return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }

  /// Returns whether all of it was read.
  boolean isWhole() {
    return bytes < MAX_BYTES;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
