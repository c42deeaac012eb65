package dev.fivetwenty.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A real server, running in the foreground on loopback until it is closed.
///
/// Its output goes to `peer.log` in the test's folder and is part of the message when it does not
/// start. Ended by its own process handle, never by name.
final class Peer implements AutoCloseable {

  private static final int START_SECONDS = 20;

  private final Process process;
  private final Path log;

  private Peer(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// Starts a server and returns when every one of its ports takes connections.
  static Peer start(Path folder, List<String> command, int... ports) {
    try {
      Path log = Files.createTempFile(folder, "peer", ".log");
      var process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      process.getOutputStream().close();
      var peer = new Peer(process, log);
      for (int port : ports) peer.awaitListening(port);
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns a loopback port below the range of outgoing connections that nobody listens on.
  static int freePort() {
    for (int tries = 0; tries < 100; tries++) {
      int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
      try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (IOException taken) {
        continue;
      }
    }
    throw new IllegalStateException("no free port in 100 tries");
  }

  /// Lets servers that give up root read what the test wrote.
  static Path readable(Path folder) {
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path folder, String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(10, TimeUnit.SECONDS)) return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private void awaitListening(int port) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!takesConnections(port)) {
      if (hasEndedWithin(20)) throw failed("ended with " + process.exitValue());
      if (System.nanoTime() - deadline > 0) {
        close();
        throw failed("does not listen on " + port);
      }
    }
  }

  private IllegalStateException failed(String how) {
    return new IllegalStateException(process.info().command() + " " + how + ": " + output());
  }

  private boolean hasEndedWithin(int millis) {
    try {
      process.onExit().get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillRunning) {
      return false;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean takesConnections(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }
}
