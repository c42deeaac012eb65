package dev.fivetwenty.lab.socket;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Opens ports, accepts on virtual threads, and closes everything it ever opened.
///
/// Any thread may call.
public final class Ports implements AutoCloseable {

  /// The longest a connection lives, whatever its client does.
  public static final Duration LIFETIME = Duration.ofMinutes(15);

  /// Connections served at once; who comes later is closed at once.
  private static final int MOST_CONNECTIONS = 2000;

  /// Linux keeps one more connection than the backlog says; a client that is not through by then
  /// meets a full one.
  private static final int BACKLOG = 1;

  private static final int MOST_FILLERS = 16;
  private static final Duration FILLER_PATIENCE = Duration.ofMillis(100);

  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledThreadPoolExecutor janitor;
  private final Consumer<IOException> lost;
  private volatile boolean closed;

  /// Tells `lost` of exchanges that ended because the client or the network went away.
  public Ports(Consumer<IOException> lost) {
    this.lost = lost;
    janitor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("lab-janitor").factory());
    janitor.setRemoveOnCancelPolicy(true);
  }

  /// Opens one port and returns its number.
  public int open(InetSocketAddress at, Door door) throws IOException {
    return switch (door) {
      case Door.Refused _ -> refuse(at);
      case Door.Full _ -> fill(at);
      case Door.Serving serving -> serve(at, serving);
    };
  }

  /// Runs work that belongs to the lab and ends with it.
  public void background(Runnable work) {
    threads.execute(work);
  }

  /// Keeps something open until the lab closes.
  public void keep(Closeable resource) {
    open.add(resource);
  }

  public int connections() {
    return connections.size();
  }

  private int refuse(InetSocketAddress at) throws IOException {
    var socket = new Socket();
    open.add(socket);
    socket.bind(at);
    return socket.getLocalPort();
  }

  private int fill(InetSocketAddress at) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    open.add(listener);
    listener.bind(at, BACKLOG);
    var address = (InetSocketAddress) listener.getLocalAddress();
    threads.execute(() -> fillBacklog(address));
    return address.getPort();
  }

  /// Fills until two in a row get no answer: one alone may have been late on a busy machine.
  private void fillBacklog(InetSocketAddress address) {
    int unanswered = 0;
    try {
      for (int i = 0; i < MOST_FILLERS && unanswered < 2; i++) {
        SocketChannel filler = SocketChannel.open();
        open.add(filler);
        try {
          filler.socket().connect(address, (int) FILLER_PATIENCE.toMillis());
          unanswered = 0;
        } catch (SocketTimeoutException _) {
          unanswered++; // Full: this is what clients will meet.
        }
      }
    } catch (IOException e) {
      lost.accept(e);
    }
  }

  private int serve(InetSocketAddress at, Door.Serving door) throws IOException {
    var listener = new ServerSocket();
    open.add(listener);
    if (door.receiveBuffer() > 0) listener.setReceiveBufferSize(door.receiveBuffer());
    listener.setReuseAddress(true);
    listener.bind(at, 1024);
    threads.execute(() -> acceptFrom(listener, door));
    return listener.getLocalPort();
  }

  private void acceptFrom(ServerSocket listener, Door.Serving door) {
    while (!closed) {
      try {
        Socket socket = listener.accept();
        if (door.atOnce()) serve(socket, door.acceptor());
        else threads.execute(() -> serve(socket, door.acceptor()));
      } catch (SocketException e) {
        if (listener.isClosed()) return;
        lost.accept(e);
      } catch (IOException e) {
        lost.accept(e);
      }
    }
  }

  private void serve(Socket socket, Acceptor acceptor) {
    try (socket) {
      Connection connection = Connection.of(socket);
      connections.add(connection);
      if (closed || connections.size() > MOST_CONNECTIONS) {
        connections.remove(connection);
        return;
      }
      var end = janitor.schedule(connection::close, LIFETIME.toSeconds(), TimeUnit.SECONDS);
      try {
        acceptor.accept(connection);
      } finally {
        end.cancel(false);
        connections.remove(connection);
      }
    } catch (IOException e) {
      lost.accept(e);
    }
  }

  /// Frees every port and ends every connection; returns when all threads have ended.
  @Override
  public void close() {
    closed = true;
    janitor.shutdownNow();
    for (Closeable resource : open) {
      try {
        resource.close();
      } catch (IOException e) {
        lost.accept(e);
      }
    }
    connections.forEach(Connection::close);
    threads.shutdownNow();
    threads.close();
  }
}
