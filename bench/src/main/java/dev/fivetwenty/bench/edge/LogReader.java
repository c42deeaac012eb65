package dev.fivetwenty.bench.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/// Takes log lines over TCP and counts them.
final class LogReader implements AutoCloseable {

  private final ServerSocket server;
  private final AtomicLong lines = new AtomicLong();

  LogReader() throws IOException {
    server = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"));
    Thread.ofPlatform().daemon().name("log reader").start(this::accept);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  long lines() {
    return lines.get();
  }

  private void accept() {
    byte[] buffer = new byte[256 << 10];
    while (!server.isClosed()) {
      try (Socket sender = server.accept()) {
        count(sender, buffer);
      } catch (IOException e) {
        // The sender went away, or we were closed; who compares the counts will see what is missing.
        continue;
      }
    }
  }

  private void count(Socket sender, byte[] buffer) throws IOException {
    var in = sender.getInputStream();
    int read = in.read(buffer);
    while (read >= 0) {
      int found = 0;
      for (int i = 0; i < read; i++) if (buffer[i] == '\n') found++;
      lines.addAndGet(found);
      read = in.read(buffer);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
