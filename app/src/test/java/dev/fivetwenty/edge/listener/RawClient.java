package dev.fivetwenty.edge.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;

/// A connection over which a test writes bytes as it likes.
final class RawClient implements AutoCloseable {

  static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n";

  private static final int PATIENCE = 20_000;

  private final Socket socket;

  RawClient(int port) throws IOException {
    this("127.0.0.1", port);
  }

  RawClient(String host, int port) throws IOException {
    socket = new Socket(host, port);
    socket.setSoTimeout(PATIENCE);
    socket.setTcpNoDelay(true);
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(ISO_8859_1));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  RawClient sendOneByOne(byte[] bytes) throws IOException {
    for (byte octet : bytes) socket.getOutputStream().write(octet);
    return this;
  }

  /// Returns all that comes until the end of the stream; a reset is an exception.
  String toEnd() throws IOException {
    var all = new ByteArrayOutputStream();
    socket.getInputStream().transferTo(all);
    return all.toString(ISO_8859_1);
  }

  /// Returns the next line.
  String line() throws IOException {
    var line = new StringBuilder();
    for (int octet; (octet = socket.getInputStream().read()) >= 0 && octet != '\n'; ) {
      line.append((char) octet);
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
