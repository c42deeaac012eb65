package dev.fivetwenty.bench.soak.hardship;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/// A client's connection, by hand.
final class Guest implements AutoCloseable {

  /// Nothing for so long is nothing at all.
  private static final Duration STUCK = Duration.ofSeconds(60);
  private static final int PIECE = 16 << 10;

  /// How a reply ended.
  enum End {
    WHOLE,
    /// The edge says itself what went wrong.
    FAILED,
    CUT,
    /// The connection was ended without an answer.
    NOTHING,
    TURNED_AWAY
  }

  private final Socket socket = new Socket();
  private final byte[] piece = new byte[PIECE];
  private int length;

  /// @param receiveBuffer bytes; 0 for the system's choice
  Guest(InetSocketAddress edge, int receiveBuffer) throws IOException {
    if (receiveBuffer > 0) socket.setReceiveBufferSize(receiveBuffer);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) STUCK.toMillis());
    socket.connect(edge, (int) STUCK.toMillis());
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  void get(String path) throws IOException {
    send("GET " + path + " HTTP/1.1\r\nHost: hard.test\r\nAccept: text/plain\r\n\r\n");
  }

  void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /// Asks, and reads the reply to its end.
  End ask(String path) throws IOException {
    try {
      get(path);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return End.NOTHING; // Ended by the edge meanwhile.
    }
    return read();
  }

  End read() throws IOException {
    try {
      int status = head();
      if (status < 0) return End.NOTHING;
      for (int left = length; left > 0; ) {
        int read = socket.getInputStream().read(piece, 0, Math.min(left, PIECE));
        if (read < 0) return End.CUT;
        left -= read;
      }
      return status == 200 ? End.WHOLE : status == 503 && length < 100 ? End.TURNED_AWAY : End.FAILED;
    } catch (SocketTimeoutException e) {
      throw new Hardship.Broken("nothing came for %d s".formatted(STUCK.toSeconds()));
    } catch (IOException e) {
      return length > 0 ? End.CUT : End.NOTHING;
    }
  }

  /// Reads the head and returns its status, or -1 when the connection ended first.
  int head() throws IOException {
    length = 0;
    InputStream in = socket.getInputStream();
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int octet = in.read();
      if (octet < 0) return -1;
      head.append((char) octet);
    }
    int at = head.toString().toLowerCase(Locale.ROOT).indexOf("content-length:");
    if (!head.toString().startsWith("HTTP/1.1 ") || at < 0) throw new Hardship.Broken("no reply of ours: " + head);
    length = Integer.parseInt(head.substring(at + 15, head.indexOf("\r", at)).strip());
    return Integer.parseInt(head.substring(9, 12));
  }

  /// Returns how much was read, less than asked for only at the end.
  int take(int bytes) throws IOException {
    return socket.getInputStream().readNBytes(piece, 0, bytes);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
