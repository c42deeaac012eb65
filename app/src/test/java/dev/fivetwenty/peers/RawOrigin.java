package dev.fivetwenty.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/// A server that does with each connection what a test says, one virtual thread each.
final class RawOrigin implements AutoCloseable {

  private final ServerSocket listener;
  private final Behaviour behaviour;

  /// What happens on a connection once a request head was read.
  @FunctionalInterface
  interface Behaviour {
    void answer(String requestLine, Socket client) throws IOException;
  }

  private RawOrigin(ServerSocket listener, Behaviour behaviour) {
    this.listener = listener;
    this.behaviour = behaviour;
  }

  static RawOrigin start(Behaviour behaviour) {
    try {
      var listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
      var origin = new RawOrigin(listener, behaviour);
      Thread.ofVirtual().start(origin::accept);
      return origin;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /// Closes in order: sends FIN, then takes what still comes so that no reset follows.
  static void finish(Socket client) throws IOException {
    client.shutdownOutput();
    client.setSoTimeout(3000);
    client.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  /// Makes the close that follows a reset.
  static void reset(Socket client) throws SocketException {
    client.setSoLinger(true, 0);
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = readHead(client.getInputStream());
      if (!head.isEmpty()) behaviour.answer(head.lines().findFirst().orElse(""), client);
    } catch (IOException clientWent) {
      // The peer under test ended the connection, as it should on the worse replies.
    }
  }

  private static String readHead(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int octet = in.read();
      if (octet < 0) return "";
      head.append(new String(new byte[] {(byte) octet}, StandardCharsets.ISO_8859_1));
    }
    return head.toString();
  }
}
