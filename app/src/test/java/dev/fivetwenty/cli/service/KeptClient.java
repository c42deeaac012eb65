package dev.fivetwenty.cli.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A client that sends one request after another on one connection.
final class KeptClient implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: ([0-9]+)\r\n");

  private final Socket socket;

  KeptClient(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(60_000);
  }

  /// Sends a GET and returns the whole response, whose end its length tells.
  String get(String path) throws IOException {
    send("GET " + path);
    String head = head();
    Matcher length = LENGTH.matcher(head);
    assertThat(length.find()).as(head).isTrue();
    return head + content(Integer.parseInt(length.group(1)));
  }

  void send(String methodAndTarget) throws IOException {
    raw(methodAndTarget + " HTTP/1.1\r\nHost: shop.example\r\n\r\n");
  }

  void raw(String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
  }

  String head() throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int octet = socket.getInputStream().read();
      assertThat(octet).as("the end came after %s", head).isNotNegative();
      head.append((char) octet);
    }
    return head.toString();
  }

  String content(int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), ISO_8859_1);
  }

  /// Returns what still comes until the connection ends, and whether that was by a reset.
  Rest rest() {
    var bytes = new ByteArrayOutputStream();
    try {
      InputStream in = socket.getInputStream();
      for (int octet = in.read(); octet >= 0; octet = in.read()) bytes.write(octet);
      return new Rest(bytes.toString(ISO_8859_1), false);
    } catch (IOException reset) {
      return new Rest(bytes.toString(ISO_8859_1), true);
    }
  }

  record Rest(String text, boolean reset) {}

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
