package dev.fivetwenty.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Resolution;
import dev.fivetwenty.origin.socket.Transport;
import dev.fivetwenty.origin.socket.TransportChoice;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import dev.fivetwenty.wire.Timeouts;
import io.netty.buffer.Unpooled;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A name with several addresses, of which some cannot be connected to.
class SeveralAddressesTest {

  private static final String REPLY = "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 2\r\n\r\nok";
  private static final String GOOD = "127.0.0.1";
  private static final String REFUSING = "127.0.0.2";
  private static final String FULL = "127.0.0.3";

  private final Transport transport = Transport.of(TransportChoice.AUTO);
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("edge", true), transport.loopHandler());
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    group.shutdownGracefully(0, 100, TimeUnit.MILLISECONDS);
    for (AutoCloseable each : open) each.close();
  }

  @Test
  void anAddressThatRefusesIsPassedOver() {
    try (RawOrigin origin = answering()) {
      OriginPool pool = pool(origin.port(), Duration.ofSeconds(10), REFUSING, GOOD);
      for (int i = 0; i < 6; i++) {
        assertThat(attempt(pool).connect().orElseThrow().remote())
            .isEqualTo(GOOD + ":" + origin.port());
      }
    }
  }

  @Test
  void anAddressThatDoesNotAnswerTakesOnlyItsPartOfTheTime() throws Exception {
    try (RawOrigin origin = answering()) {
      open.add(new FullPort(FULL, origin.port()));
      OriginPool pool = pool(origin.port(), Duration.ofSeconds(2), FULL, GOOD);
      Observation first = attempt(pool);

      assertThat(first.connect().orElseThrow().remote()).isEqualTo(GOOD + ":" + origin.port());
      assertThat(first.expiry()).isEmpty();
      assertThat(first.resolution().orElseThrow().addresses()).containsExactly(FULL, GOOD);
      // From now on the other one is the first choice.
      for (int i = 0; i < 3; i++) {
        assertThat(attempt(pool).resolution().orElseThrow().addresses())
            .containsExactly(GOOD, FULL);
      }
    }
  }

  @Test
  void whenNoneCanBeConnectedToTheLastOneSaysWhy() throws Exception {
    try (var nobody = new SilentPort(GOOD)) {
      Observation seen = attempt(pool(nobody.port(), Duration.ofSeconds(10), REFUSING, GOOD));

      assertThat(seen.connect().orElseThrow().isUp()).isFalse();
      assertThat(seen.expiry()).isEmpty();
      assertThat(Judging.judge(Profile.CLASSIC, seen).verdict().orElseThrow().cause().slug())
          .isEqualTo("tcp-refused");
    }
  }

  @Test
  void whenNoneAnswersTheTimeIsThatOfTheProfile() throws Exception {
    int port;
    try (RawOrigin origin = answering()) {
      port = origin.port();
    }
    open.add(new FullPort(FULL, port));
    Observation seen = attempt(pool(port, Duration.ofMillis(600), FULL));

    assertThat(seen.expiry().orElseThrow().limit()).isEqualTo(Duration.ofMillis(600));
    assertThat(Judging.judge(Profile.CLASSIC, seen).verdict().orElseThrow().cause().slug())
        .isEqualTo("tcp-connect-timeout");
  }

  private static RawOrigin answering() {
    return RawOrigin.doing(
        peer -> {
          peer.readHead();
          peer.write(REPLY);
          peer.hold();
        });
  }

  private OriginPool pool(int port, Duration connect, String... addresses) {
    Timeouts usual = Profile.CLASSIC.timeouts();
    var timeouts =
        new Timeouts(
            usual.resolve(), connect, usual.tls(), usual.write(), usual.requestUnacked(),
            usual.responseHead(), usual.betweenBytes(), usual.idlePool());
    Profile profile =
        Profile.CLASSIC.derive("hasty", Profile.CLASSIC.limits(), timeouts, Map.of());
    var target =
        new Target(URI.create("http://shop.example/"), Optional.of("shop.example"), port);
    var answer =
        new Resolution(
            "shop.example", Arrays.asList(addresses), "NOERROR", "", "192.0.2.53:53", 1,
            Duration.ofMillis(3));
    return new OriginPool(
        group.next(), transport, InstantSource.system(),
        new Endpoints().prepare("http://shop.example", target, TlsOptions.DEFAULT, profile),
        OriginPool.Tally.NONE,
        null,
        (name, limit) -> CompletableFuture.completedFuture(answer));
  }

  private static Observation attempt(OriginPool pool) {
    var result = new CompletableFuture<Observation>();
    pool.loop().events().execute(
        () -> {
          Forwarding attempt =
              pool.attempt(
                  Request.GET, true, true, ReplySink.NONE,
                  ended -> result.complete(ended.observation()));
          attempt.write(
              Unpooled.wrappedBuffer(Orders.GET.getBytes(StandardCharsets.ISO_8859_1)));
          attempt.endRequest();
          attempt.start();
        });
    return Orders.await(result);
  }
}
