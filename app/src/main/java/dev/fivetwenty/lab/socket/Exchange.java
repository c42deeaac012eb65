package dev.fivetwenty.lab.socket;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// One request on a connection, and what a scenario can do about it.
///
/// A scenario that ends nothing leaves the connection open for the next request.
///
/// @param number of this request on its connection, from 1
public record Exchange(LabRequest request, Connection connection, int number, Memory memory) {

  /// The most request content that is read and thrown away.
  private static final long MOST_CONTENT = 64L << 20;

  /// Sends text as ISO 8859-1: one character, one byte.
  public void send(String text) throws IOException {
    connection.send(latin1(text));
  }

  public void send(byte[] bytes) throws IOException {
    connection.send(bytes);
  }

  public void fin() throws IOException {
    connection.fin();
  }

  public void rst() throws IOException {
    connection.rst();
  }

  public void hold() throws IOException {
    connection.hold();
  }

  public void end(Ending ending) throws IOException {
    connection.end(ending);
  }

  /// Reads the request's content as far as Content-Length says, within a limit.
  public void readContent() throws IOException {
    long length = Math.min(request.contentLength(), MOST_CONTENT);
    if (length == 0) return;
    if (request.field("expect").isPresent()) {
      connection.send(latin1("HTTP/1.1 100 Continue\r\n\r\n"));
    }
    connection.in().skipNBytes(length);
  }

  public void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException _) {
      throw new InterruptedIOException("the lab is closing");
    }
  }

  public static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
