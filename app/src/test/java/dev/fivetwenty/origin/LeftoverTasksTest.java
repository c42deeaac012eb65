package dev.fivetwenty.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.lab.tls.Certificates;
import dev.fivetwenty.lab.tls.Leaf;
import dev.fivetwenty.origin.socket.Transport;
import dev.fivetwenty.origin.socket.TransportChoice;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import io.netty.buffer.Unpooled;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An attempt that is over leaves no task on its loop: it would keep all of the attempt in memory
/// until its time comes.
@ExtendWith(NoLeaks.class)
class LeftoverTasksTest {

  private static final Certificates CERTIFICATES = new Certificates(InstantSource.system());

  private final Transport transport = Transport.of(TransportChoice.AUTO);
  private final List<ScheduledFuture<?>> tasks = new CopyOnWriteArrayList<>();
  private final MultiThreadIoEventLoopGroup group = new WatchedLoops(transport.loopHandler());

  /// Event loops that note what is to be done later.
  private final class WatchedLoops extends MultiThreadIoEventLoopGroup {

    WatchedLoops(IoHandlerFactory handler) {
      super(1, new DefaultThreadFactory("edge", true), handler);
    }

    @Override
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory handler, Object... args) {
      return new SingleThreadIoEventLoop(this, executor, handler) {
        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
          ScheduledFuture<?> future = super.schedule(task, delay, unit);
          tasks.add(future);
          return future;
        }
      };
    }
  }

  @AfterEach
  void close() {
    group.shutdownGracefully(0, 100, TimeUnit.MILLISECONDS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 fine\r\nServer: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nServer: x\r\nX-Large: LARGE\r\n\r\n",
        "HTTP/1.1 200 OK\r\nServer: x\r\nTransfer-Encoding: chunked\r\n\r\nz",
        "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 9\r\n\r\nshort",
        ""
      })
  void brokenReplies(String reply) {
    try (RawOrigin origin =
        RawOrigin.doing(
            peer -> {
              peer.readHead();
              peer.write(reply.replace("LARGE", "x".repeat(24 << 10)));
            })) {
      Observation seen = Orders.await(attempt(pool(origin.port())));
      assertThat(Judging.judge(Profile.CLASSIC, seen).verdict()).isPresent();
      group.submit(() -> {}).syncUninterruptibly();
      assertThat(tasks).isNotEmpty().allMatch(ScheduledFuture::isDone);
    }
  }

  /// TLS has a last word, and more records come until that is sent.
  @Test
  void moreOfABrokenReplyOverTls() {
    String broken = "HTTP/1.1 200 OK\r\nServer: x\r\nTransfer-Encoding: chunked\r\n\r\nz";
    byte[] head = broken.getBytes(StandardCharsets.ISO_8859_1);
    try (RawOrigin origin =
        RawOrigin.doing(
            peer -> {
              var factory = CERTIFICATES.context(Leaf.GOOD).getSocketFactory();
              var tls = (SSLSocket) factory.createSocket(peer.socket, null, peer.socket.getPort(), false);
              tls.setUseClientMode(false);
              tls.getInputStream().readNBytes(Orders.GET.length());
              var written = new CompletableFuture<Void>();
              var deaf = new CompletableFuture<Void>();
              group.submit(() -> {
                deaf.complete(null);
                written.join();
              });
              deaf.join();
              tls.getOutputStream().write(head);
              for (int i = 0; i < 20; i++) tls.getOutputStream().write(new byte[1000]);
              written.complete(null);
            })) {
      Observation seen = Orders.await(attempt(pool("https", origin.port())));
      assertThat(Judging.judge(Profile.CLASSIC, seen).verdict()).isPresent();
      group.submit(() -> {}).syncUninterruptibly();
      assertThat(tasks).isNotEmpty().allMatch(ScheduledFuture::isDone);
    }
  }

  private OriginPool pool(int port) {
    return pool("http", port);
  }

  private OriginPool pool(String scheme, int port) {
    return Pools.of(group.next(), transport, scheme, port);
  }

  private static CompletableFuture<Observation> attempt(OriginPool pool) {
    var result = new CompletableFuture<Observation>();
    pool.loop().events().execute(
        () -> {
          Forwarding attempt =
              pool.attempt(
                  Request.GET, true, false, ReplySink.NONE,
                  ended -> result.complete(ended.observation()));
          attempt.write(Unpooled.wrappedBuffer(Orders.GET.getBytes(StandardCharsets.ISO_8859_1)));
          attempt.endRequest();
          attempt.start();
        });
    return result;
  }
}
