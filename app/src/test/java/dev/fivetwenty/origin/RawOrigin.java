package dev.fivetwenty.origin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// An origin for tests that does to each connection what a script says, byte by byte.
///
/// Shares no code with the readers. A script that throws because the other side went away is done.
public final class RawOrigin implements AutoCloseable {

  private static final int LONGEST_HOLD_SECONDS = 30;
  private static final int NARROW = 4 << 10;

  private final ServerSocket listener;
  private final Script script;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ConcurrentLinkedQueue<Socket> open = new ConcurrentLinkedQueue<>();

  /// What is done to one connection.
  public interface Script {
    void run(Peer peer) throws IOException, InterruptedException;
  }

  private RawOrigin(ServerSocket listener, Script script) {
    this.listener = listener;
    this.script = script;
  }

  public static RawOrigin doing(Script script) {
    return doing(script, 0);
  }

  /// Returns an origin whose system takes little that the script does not read.
  public static RawOrigin narrow(Script script) {
    return doing(script, NARROW);
  }

  private static RawOrigin doing(Script script, int receiveBuffer) {
    try {
      var listener = new ServerSocket();
      if (receiveBuffer > 0) listener.setReceiveBufferSize(receiveBuffer);
      listener.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 256);
      var origin = new RawOrigin(listener, script);
      Thread.ofPlatform().daemon().start(origin::accept);
      return origin;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      script.run(new Peer(socket));
    } catch (IOException e) {
      // The attempt ended the connection first.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      listener.close();
      for (Socket socket : open) socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The origin's end of one connection.
  public final class Peer {
    public final Socket socket;

    private Peer(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
    }

    /// Reads up to and with the first empty line.
    public String readHead() throws IOException {
      InputStream in = socket.getInputStream();
      var head = new StringBuilder();
      while (!head.toString().endsWith("\r\n\r\n")) {
        int octet = in.read();
        if (octet < 0) throw new IOException("no request");
        head.append((char) octet);
      }
      return head.toString();
    }

    public void readBytes(int count) throws IOException {
      if (socket.getInputStream().readNBytes(count).length < count) {
        throw new IOException("ended early");
      }
    }

    public void write(String text) throws IOException {
      write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void write(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
    }

    public void fin() throws IOException {
      socket.shutdownOutput();
    }

    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /// Waits until the other side has closed.
    public void awaitClose() throws IOException {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /// Keeps the connection open and silent until the test is over.
    public void hold() throws InterruptedException {
      closing.await(LONGEST_HOLD_SECONDS, TimeUnit.SECONDS);
    }
  }
}
