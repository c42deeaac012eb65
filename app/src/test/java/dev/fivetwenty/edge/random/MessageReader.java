package dev.fivetwenty.edge.random;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// Reads messages by hand, to the letter and no more widely than an edge may write them.
final class MessageReader {

  private static final int LONGEST_LINE = 16 << 10;

  private final InputStream in;
  private final byte[] buffer = new byte[64 << 10];
  private int at;
  private int end;

  MessageReader(InputStream in) {
    this.in = in;
  }

  /// Returns whether the other side has ended the connection before another message.
  boolean isAtEnd() throws IOException {
    return at == end && !fill();
  }

  String line() throws IOException {
    var line = new StringBuilder();
    while (true) {
      int octet = octet();
      if (octet == '\r') {
        if (octet() != '\n') throw new Difference("bare CR behind " + line);
        return line.toString();
      }
      if (octet == '\n') throw new Difference("bare LF behind " + line);
      line.append((char) octet);
      if (line.length() > LONGEST_LINE) throw new Difference("endless line");
    }
  }

  /// Reads lines up to an empty one.
  List<String> section() throws IOException {
    var lines = new ArrayList<String>();
    for (String line = line(); !line.isEmpty(); line = line()) lines.add(line);
    return lines;
  }

  /// Reads content in a framing and returns the trailers.
  List<String> content(Message.Framing framing, Content expected) throws IOException {
    Content.Check check = expected.check();
    List<String> trailers = List.of();
    switch (framing) {
      case NONE -> {}
      case LENGTH -> exactly(expected.size(), check);
      case CHUNKED -> trailers = chunks(check);
      case CLOSE -> {
        while (!isAtEnd()) exactly(end - at, check);
      }
    }
    check.demandWhole();
    return trailers;
  }

  private List<String> chunks(Content.Check check) throws IOException {
    while (true) {
      String line = line();
      if (!line.matches("[0-9a-f]{1,8}")) throw new Difference("chunk line " + line);
      int size = Integer.parseInt(line, 16);
      if (size == 0) return section();
      exactly(size, check);
      if (!line().isEmpty()) throw new Difference("a chunk is longer than it says");
    }
  }

  private void exactly(long length, Content.Check check) throws IOException {
    for (long left = length; left > 0; ) {
      if (isAtEnd()) throw new EOFException(left + " bytes short");
      int taken = (int) Math.min(left, end - at);
      check.take(buffer, at, taken);
      at += taken;
      left -= taken;
    }
  }

  private int octet() throws IOException {
    if (isAtEnd()) throw new EOFException("in a line");
    return buffer[at++] & 0xFF;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }
}
