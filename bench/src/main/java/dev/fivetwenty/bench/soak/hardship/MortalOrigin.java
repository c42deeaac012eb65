package dev.fivetwenty.bench.soak.hardship;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// An origin that can be killed, which resets its connections, and started again at the same address.
///
/// `/whole/N` is answered with N bytes, `/cut/N` and `/half/N` with half of them and a RST or a FIN. A virtual thread for
/// each connection.
final class MortalOrigin implements AutoCloseable {

  private static final int BACKLOG = 1024;
  private static final byte[] PIECE = new byte[64 << 10];

  private final InetSocketAddress address;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private ServerSocket server;
  private Thread acceptor;

  MortalOrigin(InetSocketAddress address) throws IOException {
    this.address = address;
    start();
  }

  InetSocketAddress address() {
    return address;
  }

  synchronized void start() throws IOException {
    if (server != null) return;
    var listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(address, BACKLOG);
    server = listener;
    acceptor = Thread.ofPlatform().daemon().name("origin").start(() -> accept(listener));
  }

  /// Ends it as a process ends that is killed.
  synchronized void kill() throws IOException {
    if (server == null) return;
    server.close();
    server = null;
    try {
      // Until it has noticed, the system still listens.
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Socket socket : open) reset(socket);
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      return; // It is closed already.
    }
  }

  private void accept(ServerSocket listener) {
    while (true) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        if (listener.isClosed()) reset(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return; // Killed.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      boolean isKept = true;
      while (isKept) isKept = exchange(socket);
    } catch (IOException e) {
      return; // Killed, or the edge gave the connection up.
    } finally {
      open.remove(socket);
    }
  }

  /// True when another request may follow.
  private static boolean exchange(Socket socket) throws IOException {
    String[] path = path(socket.getInputStream());
    int size = Integer.parseInt(path[1]);
    OutputStream out = socket.getOutputStream();
    out.write("HTTP/1.1 200 OK\r\nServer: mortal\r\nContent-Length: %d\r\n\r\n".formatted(size).getBytes(StandardCharsets.US_ASCII));
    boolean isWhole = path[0].equals("whole");
    int sent = isWhole ? size : size / 2;
    for (int left = sent; left > 0; left -= PIECE.length) out.write(PIECE, 0, Math.min(left, PIECE.length));
    if (path[0].equals("cut")) socket.setSoLinger(true, 0);
    return isWhole;
  }

  private static String[] path(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0) throw new IOException("no request");
      head.append((char) octet);
    }
    return head.substring(head.indexOf("/") + 1, head.indexOf(" HTTP/")).split("/");
  }

  @Override
  public void close() throws IOException {
    kill();
  }
}
