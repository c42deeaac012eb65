package dev.fivetwenty.origin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// A port at which nobody listens and nobody will: bound, so that no other test is given it.
public final class SilentPort implements AutoCloseable {

  private final Socket socket = new Socket();

  public SilentPort(String address) throws IOException {
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
  }

  public int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
