package dev.fivetwenty.edge.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One client connection that is kept open. Reads replies with a length only.
final class Visitor implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("content-length: (\\d+)\r\n");
  private static final int LONGEST_WAIT_MILLIS = 20_000;

  private final Socket socket;

  /// A reply.
  record Reply(int status, String head, String body) {}

  private Visitor(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(LONGEST_WAIT_MILLIS);
    socket.setTcpNoDelay(true);
  }

  static Visitor at(InetSocketAddress edge) throws IOException {
    return new Visitor(new Socket(edge.getAddress(), edge.getPort()));
  }

  /// @param from the client's address, on loopback
  static Visitor at(InetSocketAddress edge, String from) throws IOException {
    return new Visitor(
        new Socket(edge.getAddress(), edge.getPort(), InetAddress.ofLiteral(from), 0));
  }

  Reply get(String path) throws IOException {
    return ask("GET", "any.example", path);
  }

  Reply ask(String method, String host, String path) throws IOException {
    send(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    return read();
  }

  void send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
  }

  Reply read() throws IOException {
    InputStream in = socket.getInputStream();
    var head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0) throw new IOException("the edge closed after " + head);
      head.append((char) octet);
    }
    Matcher length = LENGTH.matcher(head.toString().toLowerCase(Locale.ROOT));
    int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
    String body = new String(in.readNBytes(bytes), ISO_8859_1);
    return new Reply(Integer.parseInt(head.substring(9, 12)), head.toString(), body);
  }

  /// Leaves in a way that cannot be taken for a client that still reads.
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
