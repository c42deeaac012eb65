package dev.fivetwenty.edge.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// An origin that answers each request with its own name, over connections that it keeps.
///
/// `/held` is answered when [#release] is called, `/upgrade` with another protocol, `/health` with
/// the status that is set.
class NamedOrigin implements AutoCloseable {

  private static final int LONGEST_HOLD_SECONDS = 30;

  private final String name;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger checks = new AtomicInteger();
  private final AtomicInteger held = new AtomicInteger();
  private volatile CountDownLatch holding = new CountDownLatch(1);
  private volatile int health = 200;
  private volatile String answer;

  NamedOrigin(String name) {
    this(name, 0);
  }

  NamedOrigin(String name, int port) {
    this.name = name;
    try {
      listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  int connections() {
    return connections.get();
  }

  /// Returns how many requests came, checks not counted.
  int requests() {
    return requests.get();
  }

  int checks() {
    return checks.get();
  }

  /// Returns how many requests wait for [#release].
  int held() {
    return held.get();
  }

  void health(int status) {
    health = status;
  }

  /// Answers everything but checks with these bytes and closes; null for well.
  void answer(String bytes) {
    answer = bytes;
  }

  void release() {
    CountDownLatch old = holding;
    holding = new CountDownLatch(1);
    old.countDown();
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      while (answer(socket, head(socket.getInputStream()))) {
        // Until one of both has enough.
      }
    } catch (IOException e) {
      // The edge went away.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0) throw new IOException("no request");
      head.append((char) octet);
    }
    return head.toString();
  }

  private boolean answer(Socket socket, String head) throws IOException, InterruptedException {
    String path = head.split(" ")[1];
    if (path.startsWith("/health")) {
      checks.incrementAndGet();
      write(socket, reply(health, ""));
      return false;
    }
    requests.incrementAndGet();
    if (path.startsWith("/held")) hold();
    String bytes = answer;
    if (bytes != null) {
      write(socket, bytes);
      return false;
    }
    if (path.startsWith("/upgrade")) {
      write(socket, "HTTP/1.1 101 Over\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n");
      socket.getInputStream().transferTo(socket.getOutputStream());
      return false;
    }
    write(socket, reply(200, name));
    return true;
  }

  private void hold() throws InterruptedException {
    CountDownLatch until = holding;
    held.incrementAndGet();
    until.await(LONGEST_HOLD_SECONDS, TimeUnit.SECONDS);
    held.decrementAndGet();
  }

  private static String reply(int status, String body) {
    return "HTTP/1.1 " + status + " Said\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static void write(Socket socket, String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
  }

  /// Closes what is open, and takes new connections as before.
  void closeConnections() {
    try {
      for (Socket socket : open) socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    release();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    closeConnections();
  }
}
