package dev.fivetwenty.cli.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fivetwenty.config.Endpoint;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.ResponseReader;
import dev.fivetwenty.wire.ResponseReader.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks the operators' door of an edge that runs, as a command of the same program.
public final class AdminClient {

  /// Answers to what is asked here are lists of lines; metrics are not.
  private static final int MAX_BYTES = 1 << 20;

  private final Endpoint admin;

  public AdminClient(Endpoint admin) {
    this.admin = admin;
  }

  /// @param text the content
  public record Reply(int status, String text) {}

  /// Sends a request without content and returns the whole reply.
  ///
  /// @param within for all of it
  /// @throws IOException when there is no reply; the message is for people
  public Reply ask(String method, String path, Duration within)
      throws IOException, InterruptedException {
    var asking = new FutureTask<>(() -> exchange(method, path));
    Thread thread = Thread.ofVirtual().start(asking);
    try {
      return asking.get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // Closes the channel, too.
      thread.interrupt();
      throw new IOException("no answer within " + within.toSeconds() + " seconds");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException problem) throw problem;
      if (e.getCause() instanceof UnresolvedAddressException) throw new IOException("there is no such host");
      throw new IllegalStateException(e.getCause());
    }
  }

  private Reply exchange(String method, String path) throws IOException {
    try (var channel = SocketChannel.open(address())) {
      String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      var request = ByteBuffer.wrap(head.getBytes(US_ASCII));
      while (request.hasRemaining()) channel.write(request);
      return reply(channel);
    }
  }

  private SocketAddress address() {
    return switch (admin) {
      case Endpoint.Tcp(String host, int port) -> new InetSocketAddress(host, port);
      case Endpoint.Unix(var path) -> UnixDomainSocketAddress.of(path);
    };
  }

  private static Reply reply(SocketChannel channel) throws IOException {
    var reader = new ResponseReader(Profile.STRICT);
    var content = new ByteArrayOutputStream();
    var input = ByteBuffer.allocate(8192);
    while (content.size() <= MAX_BYTES) {
      input.clear();
      if (channel.read(input) < 0) break;
      input.flip();
      Event event = reader.read(input);
      while (event == Event.CONTENT || event == Event.FINAL_HEAD) {
        content.write(input.array(), reader.contentStart(), reader.contentEnd() - reader.contentStart());
        event = reader.read(input);
      }
      if (event == Event.COMPLETE) return new Reply(reader.head().status(), content.toString(UTF_8));
      if (event == Event.REJECTED) break;
    }
    throw new IOException("what answers there is no edge of this program");
  }
}
