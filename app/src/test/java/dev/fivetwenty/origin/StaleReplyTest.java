package dev.fivetwenty.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.origin.socket.Transport;
import dev.fivetwenty.origin.socket.TransportChoice;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What an origin says on an idle connection, as HAProxy and Apache httpd do before they close it,
/// is not the reply to a request that comes just then.
@ExtendWith(NoLeaks.class)
class StaleReplyTest {

  private static final String REPLY = "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 2\r\n\r\nok";
  private static final String FAREWELL =
      "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
  /// Fits what our system keeps for a peer that does not read, but not what that one takes.
  private static final int CONTENT = 40_000;

  private final Transport transport = Transport.of(TransportChoice.AUTO);
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("edge", true), transport.loopHandler());
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch said = new CountDownLatch(1);

  @AfterEach
  void close() {
    group.shutdownGracefully(0, 100, TimeUnit.MILLISECONDS);
  }

  /// The loop is kept busy while the farewell comes, so that it cannot have read it.
  @Test
  void aFarewellThatCameBeforeTheRequestCostsTheConnection() throws Exception {
    try (RawOrigin origin = RawOrigin.doing(this::sayFarewellWhenAsked)) {
      OriginPool pool = pool(origin.port());
      assertThat(status(Orders.await(attempt(pool, Orders.GET)))).isEqualTo(200);
      rest();
      CompletableFuture<Observation> second =
          CompletableFuture.supplyAsync(
                  () -> {
                    asked.countDown();
                    awaitWords();
                    return attempt(pool, Orders.GET);
                  },
                  pool.loop().events())
              .thenCompose(attempt -> attempt);

      assertThat(status(Orders.await(second))).isEqualTo(200);
      assertThat(second.join().use().isReused()).isFalse();
    }
    assertThat(connections).hasValue(2);
  }

  private void sayFarewellWhenAsked(RawOrigin.Peer peer) throws IOException, InterruptedException {
    boolean isFirst = connections.incrementAndGet() == 1;
    peer.readHead();
    peer.write(REPLY);
    if (isFirst) {
      asked.await();
      peer.write(FAREWELL);
      peer.fin();
      said.countDown();
    }
    peer.awaitClose();
  }

  /// The origin has not read what came before, so its system has no room for the request: whatever
  /// it sends was sent before it had any of that.
  @Test
  void aFarewellThatCrossesTheRequestIsNoReply() {
    try (RawOrigin origin = RawOrigin.narrow(this::sayFarewellWithoutReading)) {
      OriginPool pool = pool(origin.port());
      String put = "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + CONTENT + "\r\n\r\n";
      CompletableFuture<Observation> first = attempt(pool, put + "x".repeat(CONTENT));
      assertThat(status(Orders.await(first))).isEqualTo(200);
      rest();
      CompletableFuture<Observation> second = attempt(pool, Orders.GET);
      pool.loop().events().execute(asked::countDown);
      Observation seen = Orders.await(second);

      assertThat(seen.use().isReused()).isTrue();
      assertThat(seen.reply().orElseThrow().bytes()).isZero();
      assertThat(Judging.judge(Profile.CLASSIC, seen).verdict().orElseThrow().cause().slug())
          .isEqualTo("conn-stale-reuse");
    }
  }

  private void sayFarewellWithoutReading(RawOrigin.Peer peer)
      throws IOException, InterruptedException {
    peer.readHead();
    peer.write(REPLY);
    asked.await();
    peer.write(FAREWELL);
    peer.fin();
    peer.hold();
  }

  /// A server that has no room says so to whoever connects. The visitor gets its words, as from any
  /// other proxy; the operator is told that they are no answer.
  @Test
  void whatANewConnectionBringsUnaskedIsPassedOnAndPointedOut() throws Exception {
    Observation seen = greeted("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "");

    assertThat(status(seen)).isEqualTo(503);
    assertThat(seen.sent().written()).isZero();
    assertThat(Judging.judge(Profile.CLASSIC, seen).findings()).extracting(f -> f.cause().slug())
        .contains("idle-unsolicited-bytes", "origin-5xx");
  }

  @Test
  void aGreetingOnANewConnectionIsOfAnotherService() throws Exception {
    Observation seen = greeted("SSH-2.0-OpenSSH_9.7\r\n", "");

    assertThat(Judging.judge(Profile.CLASSIC, seen).verdict().orElseThrow().cause().slug())
        .isEqualTo("nonhttp-banner");
  }

  /// Whoever says half of something may wait for the request before it says the rest.
  @Test
  void theRequestIsSentWhenWhatCameBeforeItIsNoWholeReply() throws Exception {
    Observation seen = greeted("\r\n", REPLY);

    assertThat(status(seen)).isEqualTo(200);
    assertThat(seen.sent().isComplete()).isTrue();
  }

  /// Asks an origin that greets a connection before it has read anything, with a loop that was busy
  /// until the greeting was there.
  private Observation greeted(String greeting, String answer) throws Exception {
    try (RawOrigin origin =
        RawOrigin.doing(
            peer -> {
              peer.write(greeting);
              said.countDown();
              peer.readHead();
              peer.write(answer);
              peer.awaitClose();
            })) {
      OriginPool pool = pool(origin.port());
      return Orders.await(
          CompletableFuture.supplyAsync(
                  () -> {
                    CompletableFuture<Observation> attempt = attempt(pool, Orders.GET);
                    awaitWords();
                    return attempt;
                  },
                  pool.loop().events())
              .thenCompose(attempt -> attempt));
    }
  }

  private OriginPool pool(int port) {
    return Pools.of(group.next(), transport, "http", port);
  }

  private static CompletableFuture<Observation> attempt(OriginPool pool, String request) {
    var result = new CompletableFuture<Observation>();
    EventLoop events = pool.loop().events();
    Runnable start = () -> start(pool, request, result);
    if (events.inEventLoop()) start.run();
    else events.execute(start);
    return result;
  }

  private static void start(
      OriginPool pool, String request, CompletableFuture<Observation> result) {
    Forwarding attempt =
        pool.attempt(
            Request.GET, true, false, ReplySink.NONE,
            ended -> result.complete(ended.observation()));
    attempt.write(Unpooled.wrappedBuffer(request.getBytes(StandardCharsets.ISO_8859_1)));
    attempt.endRequest();
    attempt.start();
  }

  /// Only a connection that was idle for some time is one that an origin takes its leave of.
  private static void rest() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));
  }

  private static int status(Observation seen) {
    return seen.reply().orElseThrow().head().orElseThrow().status();
  }

  private void awaitWords() {
    try {
      assertThat(said.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
