package dev.fivetwenty.origin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/// A port that takes no more connections, and so answers none.
public final class FullPort implements AutoCloseable {

  private static final int MOST_FILLERS = 8;
  private static final int PATIENCE_MILLIS = 300;

  private final ServerSocket listener = new ServerSocket();
  private final List<Socket> fillers = new ArrayList<>();

  /// @param port 0 for any
  public FullPort(String address, int port) throws IOException {
    listener.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port), 1);
    while (!isFull()) {
      if (fillers.size() > MOST_FILLERS) throw new AssertionError("the listener never fills");
    }
  }

  private boolean isFull() throws IOException {
    var filler = new Socket();
    fillers.add(filler);
    try {
      filler.connect(listener.getLocalSocketAddress(), PATIENCE_MILLIS);
      return false;
    } catch (SocketTimeoutException full) {
      return true;
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    for (Socket filler : fillers) filler.close();
    listener.close();
  }
}
