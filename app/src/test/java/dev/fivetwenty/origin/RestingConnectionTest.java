package dev.fivetwenty.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.origin.socket.Transport;
import dev.fivetwenty.origin.socket.TransportChoice;
import dev.fivetwenty.wire.Request;
import io.netty.buffer.Unpooled;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a connection costs that a pool keeps: many rest, and each collection copies what they hold.
@ExtendWith(NoLeaks.class)
class RestingConnectionTest {

  private static final String REPLY = "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 2\r\n\r\nok";
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private final Transport transport = Transport.of(TransportChoice.AUTO);
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("edge", true), transport.loopHandler());

  @AfterEach
  void close() {
    group.shutdownGracefully(0, 100, TimeUnit.MILLISECONDS);
  }

  @Test
  void holdsNothingOfItsLastExchange() throws Exception {
    try (RawOrigin origin = RawOrigin.doing(peer -> {
      peer.readHead();
      peer.write(REPLY);
      peer.awaitClose();
    })) {
      OriginPool pool = pool(origin.port());
      WeakReference<Forwarding.End> exchange = askedOnce(pool);
      assertThat(CompletableFuture.supplyAsync(pool::idleConnections, pool.loop().events()).get()).isEqualTo(1);
      long end = System.nanoTime() + PATIENCE;
      while (!exchange.refersTo(null) && System.nanoTime() < end) System.gc();
      assertThat(exchange.refersTo(null)).as("nobody holds it").isTrue();
    }
  }

  private static WeakReference<Forwarding.End> askedOnce(OriginPool pool) {
    var over = new CompletableFuture<Void>();
    Forwarding.End end = _ -> over.complete(null);
    pool.loop().events().execute(() -> ask(pool, end));
    Orders.await(over);
    return new WeakReference<>(end);
  }

  private static void ask(OriginPool pool, Forwarding.End end) {
    Forwarding attempt = pool.attempt(Request.GET, true, false, ReplySink.NONE, end);
    attempt.write(Unpooled.wrappedBuffer(Orders.GET.getBytes(StandardCharsets.ISO_8859_1)));
    attempt.endRequest();
    attempt.start();
  }

  private OriginPool pool(int port) {
    return Pools.of(group.next(), transport, "http", port);
  }
}
