package dev.fivetwenty.admin;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Listens on the admin address until it is closed.
public final class AdminServer implements AutoCloseable {

  /// After a failed accept, most likely for want of descriptors, so as not to spin.
  private static final Duration BREATHER = Duration.ofMillis(100);

  private final ServerSocketChannel listening;
  private final SocketAddress address;
  private final String name;
  private final Resources resources;
  private final AdminLimits limits;
  private final Consumer<String> notices;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor deadlines;

  private AdminServer(
      ServerSocketChannel listening,
      String name,
      Operations operations,
      AdminLimits limits,
      Consumer<String> notices)
      throws IOException {
    this.listening = listening;
    this.address = listening.getLocalAddress();
    this.name = name;
    this.resources = new Resources(operations);
    this.limits = limits;
    this.notices = notices;
    deadlines =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().name("admin-deadlines").daemon().factory(),
            // After close, when every connection is closed anyway.
            new ThreadPoolExecutor.DiscardPolicy());
    deadlines.setRemoveOnCancelPolicy(true);
  }

  /// Listens, and answers from then on.
  ///
  /// @param address IP address and port, or a Unix path, whose file only owner and group may use
  /// @param name    under which operators may come beside `localhost` and addresses; may be empty
  /// @param notices takes a line for the operator, from any thread
  /// @throws IOException when the address is taken or cannot be had
  public static AdminServer start(
      SocketAddress address, String name, Operations operations, Consumer<String> notices)
      throws IOException {
    return start(address, name, operations, AdminLimits.STANDARD, notices);
  }

  static AdminServer start(
      SocketAddress address,
      String name,
      Operations operations,
      AdminLimits limits,
      Consumer<String> notices)
      throws IOException {
    var server = new AdminServer(listen(address), name, operations, limits, notices);
    Thread.ofVirtual().name("admin").start(server::accept);
    return server;
  }

  private static ServerSocketChannel listen(SocketAddress address) throws IOException {
    if (!(address instanceof UnixDomainSocketAddress unix)) {
      var channel = ServerSocketChannel.open();
      try {
        return channel.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(address);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }
    removeStale(unix);
    var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(unix);
    try {
      Files.setPosixFilePermissions(unix.getPath(), PosixFilePermissions.fromString("rw-rw----"));
    } catch (UnsupportedOperationException noPosix) {
      // Such systems guard the file in their own way.
      return channel;
    }
    return channel;
  }

  /// Removes the socket that a process left which is gone; one that answers stays and is an error.
  private static void removeStale(UnixDomainSocketAddress address) throws IOException {
    Path path = address.getPath();
    if (!Files.exists(path)) return;
    if (!Files.readAttributes(path, BasicFileAttributes.class).isOther()) return;
    try (var _ = SocketChannel.open(address)) {
      return;
    } catch (IOException nobodyListens) {
      Files.deleteIfExists(path);
    }
  }

  /// Returns where it listens, with the port that the system chose for 0.
  public SocketAddress address() {
    return address;
  }

  AdminLimits limits() {
    return limits;
  }

  Resources resources() {
    return resources;
  }

  /// True unless the request was meant for a host of another name. Over a Unix socket no page comes.
  boolean isMeant(AdminRequest request) {
    return !(address instanceof InetSocketAddress) || request.comesByAddress(name);
  }

  private void accept() {
    while (listening.isOpen()) {
      try {
        serve(listening.accept());
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException e) {
        notices.accept("admin: cannot accept: " + e.getMessage());
        LockSupport.parkNanos(BREATHER.toNanos());
      }
    }
  }

  private void serve(SocketChannel channel) {
    if (open.size() >= limits.connections()) {
      closeQuietly(channel);
      return;
    }
    open.add(channel);
    var connection = new AdminConnection(channel, this, deadlines, notices);
    Thread.ofVirtual()
        .name("admin-connection")
        .start(
            () -> {
              try {
                connection.run();
              } finally {
                open.remove(channel);
              }
            });
  }

  /// Stops at once; answers that are not written yet are not.
  @Override
  public void close() {
    closeQuietly(listening);
    open.forEach(AdminServer::closeQuietly);
    deadlines.shutdownNow();
    if (address instanceof UnixDomainSocketAddress unix) {
      try {
        Files.deleteIfExists(unix.getPath());
      } catch (IOException e) {
        notices.accept("admin: cannot remove " + unix.getPath() + ": " + e.getMessage());
      }
    }
  }

  static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException unsaid) {
      // It is closed all the same, and nothing waits to be written.
      return;
    }
  }
}
