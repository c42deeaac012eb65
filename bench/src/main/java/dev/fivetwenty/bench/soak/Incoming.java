package dev.fivetwenty.bench.soak;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Reads messages of a connection by hand: heads as text, content as its framing says.
///
/// An end before the framing's is an [EOFException].
final class Incoming {

  private static final int MAX_LINE = 64 << 10;

  private final InputStream in;
  private final byte[] buffer = new byte[16 << 10];
  private int at;
  private int end;

  Incoming(InputStream in) {
    this.in = in;
  }

  /// A head: its start line, and its field lines in lower case with a line feed around each.
  record Head(String startLine, String fields) {

    /// Returns a field's value in lower case, or null.
    String field(String name) {
      int from = fields.indexOf("\n" + name + ":");
      if (from < 0) return null;
      from += name.length() + 2;
      return fields.substring(from, fields.indexOf('\n', from)).strip();
    }

    boolean has(String name, String value) {
      String field = field(name);
      return field != null && field.contains(value);
    }
  }

  /// Returns the next head, or null when the connection ended before its first byte.
  Head head() throws IOException {
    if (at == end && !fill()) return null;
    String startLine = line();
    var fields = new StringBuilder("\n");
    for (String line = line(); !line.isEmpty(); line = line()) {
      fields.append(line.toLowerCase(Locale.ROOT)).append('\n');
    }
    return new Head(startLine, fields.toString());
  }

  void exactly(long length, Contents.Slice content) throws IOException {
    long left = length;
    while (left > 0) {
      if (at == end && !fill()) throw new EOFException(left + " bytes short");
      int taken = (int) Math.min(left, end - at);
      content.take(buffer, at, taken);
      at += taken;
      left -= taken;
    }
  }

  void chunked(Contents.Slice content) throws IOException {
    int size = size(line());
    while (size > 0) {
      exactly(size, content);
      if (!line().isEmpty()) throw new IOException("a chunk is longer than it says");
      size = size(line());
    }
    while (!line().isEmpty()) {
      // Trailers say nothing here.
      continue;
    }
  }

  private static int size(String line) throws IOException {
    try {
      return Integer.parseInt(line.split(";")[0].strip(), 16);
    } catch (NumberFormatException e) {
      throw new IOException("no chunk size: " + line, e);
    }
  }

  void toEnd(Contents.Slice content) throws IOException {
    while (at < end || fill()) {
      content.take(buffer, at, end - at);
      at = end;
    }
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    while (line.length() < MAX_LINE) {
      if (at == end && !fill()) throw new EOFException("in a line");
      char next = (char) (buffer[at++] & 0xff);
      if (next == '\n') {
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') line.setLength(last);
        return line.toString();
      }
      line.append(next);
    }
    throw new IOException("a line of over %d bytes".formatted(MAX_LINE));
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
