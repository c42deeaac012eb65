package dev.fivetwenty.edge;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A client's connection to the edge, written by hand.
public final class Caller implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 45_000;
  private static final byte[] PIECE = new byte[64 << 10];

  private final Socket socket;
  private final ReplyReader replies;

  public Caller(InetSocketAddress edge) throws IOException {
    this(edge, new Socket());
  }

  private Caller(InetSocketAddress edge, Socket socket) throws IOException {
    this.socket = socket;
    socket.connect(edge);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    replies = new ReplyReader(new BufferedInputStream(socket.getInputStream()));
  }

  /// Returns a client whose system takes little that the client does not read.
  static Caller narrow(InetSocketAddress edge) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(64 << 10);
    return new Caller(edge, socket);
  }

  public Caller send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public Caller send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /// Sends that many zeros while the reply is read, or as many as the edge takes.
  void sendContent(long length) {
    Thread.ofVirtual().start(
        () -> {
          try {
            for (long left = length; left > 0; left -= PIECE.length) {
              socket.getOutputStream().write(PIECE, 0, (int) Math.min(left, PIECE.length));
            }
          } catch (IOException _) {
            // The edge has answered early and takes no more; what it answered is what counts.
          }
        });
  }

  public Reply read(String method) {
    return replies.read(method);
  }

  public Reply get(String host, String path) throws IOException {
    return ask("GET", host, path);
  }

  public Reply ask(String method, String host, String path, String... fields) throws IOException {
    send(head(method, host, path, fields));
    return read(method);
  }

  static String head(String method, String host, String path, String... fields) {
    var lines = new StringBuilder();
    for (String field : fields) lines.append(field).append("\r\n");
    return "%s %s HTTP/1.1\r\nHost: %s\r\n%s\r\n".formatted(method, path, host, lines);
  }

  void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  /// Returns what comes until the edge closes; a reset fails the test.
  public byte[] rest() {
    return replies.bytes(Integer.MAX_VALUE);
  }

  byte[] take(int bytes) {
    return replies.bytes(bytes);
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
