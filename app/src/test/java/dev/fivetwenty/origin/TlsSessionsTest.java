package dev.fivetwenty.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.cause.Handshake.Failure;
import dev.fivetwenty.cause.Handshake.Problem;
import dev.fivetwenty.lab.tls.Certificates;
import dev.fivetwenty.lab.tls.Leaf;
import dev.fivetwenty.origin.socket.Transport;
import dev.fivetwenty.origin.socket.TransportChoice;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.origin.trust.Trust;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.Request;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.ssl.OpenSsl;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Many connections to one TLS origin: sessions are resumed, and each connection still says what the
/// origin's certificate is and what is wrong with it.
@ExtendWith(NoLeaks.class)
class TlsSessionsTest {

  private static final Certificates CERTIFICATES = new Certificates(InstantSource.system());
  private static final String REPLY = "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 2\r\n\r\nok";

  @TempDir Path folder;

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final Queue<Boolean> resumed = new ConcurrentLinkedQueue<>();
  private final List<OriginPool> pools = new ArrayList<>();
  private MultiThreadIoEventLoopGroup group;
  private Transport transport;

  @BeforeEach
  void open() throws IOException {
    assumeThat(OpenSsl.isAvailable()).isTrue();
    CERTIFICATES.write(folder);
    transport = Transport.of(TransportChoice.AUTO);
    group =
        new MultiThreadIoEventLoopGroup(
            2, new DefaultThreadFactory("edge", true), transport.loopHandler());
  }

  @AfterEach
  void close() throws InterruptedException {
    if (group == null) return;
    for (OriginPool pool : pools) pool.loop().events().submit(pool::close).await();
    group.shutdownGracefully(0, 10, TimeUnit.SECONDS).await();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void sessionsAreResumedByAllLoops(String version) {
    try (RawOrigin origin = serving(Leaf.GOOD, s -> {})) {
      Endpoint endpoint = endpoint(origin, options(Trust.STRICT, version, false));
      List<OriginPool> pools = List.of(pool(endpoint), pool(endpoint));
      for (int i = 0; i < 6; i++) {
        Handshake how = handshake(pools.get(i % 2));
        assertThat(how.failure()).isEqualTo(Failure.NONE);
        assertThat(how.problem()).isEqualTo(Problem.NONE);
        assertThat(how.protocol()).isEqualTo(version);
        assertThat(how.sni()).isEqualTo("lab.test");
        assertThat(how.selected()).isEqualTo("http/1.1");
        assertThat(how.certificate().orElseThrow().names()).contains("lab.test");
      }
      assertThat(resumed).containsExactly(false, true, true, true, true, true);
      assertThat(sessions(endpoint).underWay()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EXPIRED, EXPIRED", "NOT_YET, NOT_YET", "WRONG_NAME, NAME", "UNTRUSTED, UNTRUSTED",
    "SELF_SIGNED, SELF_SIGNED"
  })
  void whatIsWrongIsSaidOfEachConnection(Leaf leaf, Problem problem) {
    try (RawOrigin origin = serving(leaf, s -> {})) {
      OriginPool lenient = pool(endpoint(origin, options(Trust.FULL, "TLSv1.3", false)));
      OriginPool strict = pool(endpoint(origin, options(Trust.STRICT, "TLSv1.3", false)));
      for (int i = 0; i < 3; i++) {
        assertThat(handshake(lenient).failure()).isEqualTo(Failure.NONE);
        assertThat(handshake(lenient).problem()).isEqualTo(problem);
        assertThat(handshake(strict).failure()).isEqualTo(Failure.CERTIFICATE);
        assertThat(handshake(strict).problem()).isEqualTo(problem);
        assertThat(handshake(strict).certificate()).isPresent();
      }
      assertThat(sessions(strict.endpoint()).underWay()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aCertificateThatExpiresMeanwhileIsRefusedInAResumedSessionToo(String version) {
    try (RawOrigin origin = serving(Leaf.EXPIRES_SOON, s -> {})) {
      OriginPool strict = pool(endpoint(origin, options(Trust.STRICT, version, false)));
      OriginPool lenient = pool(endpoint(origin, options(Trust.FULL, version, false)));
      assertThat(handshake(strict).problem()).isEqualTo(Problem.NONE);
      assertThat(handshake(lenient).problem()).isEqualTo(Problem.NONE);

      now.set(now.get().plus(Duration.ofDays(5)));

      assertThat(handshake(lenient).problem()).isEqualTo(Problem.EXPIRED);
      assertThat(handshake(lenient).certificate()).isPresent();
      assertThat(resumed).containsExactly(false, false, true, true);
      assertThat(handshake(strict).failure()).isEqualTo(Failure.CERTIFICATE);
      assertThat(handshake(strict).problem()).isEqualTo(Problem.EXPIRED);
    }
  }

  @Test
  void thatACertificateOfOursIsWantedIsNotedOfTheConnectionThatAsked() {
    try (RawOrigin asking = serving(Leaf.GOOD, s -> s.setNeedClientAuth(true));
        RawOrigin silent = serving(Leaf.GOOD, s -> {})) {
      TlsOptions options = options(Trust.STRICT, "TLSv1.2", true);
      assertThat(handshake(pool(endpoint(asking, options))).clientCertificateWanted()).isTrue();
      assertThat(handshake(pool(endpoint(silent, options))).clientCertificateWanted()).isFalse();
    }
  }

  @Test
  void placesAreEqualAsLongAsTheirFilesAre() throws Exception {
    try (RawOrigin origin = serving(Leaf.GOOD, s -> {})) {
      TlsOptions options = options(Trust.STRICT, "TLSv1.3", true);
      Endpoint before = endpoint(origin, options);
      assertThat(endpoint(origin, options)).isEqualTo(before).hasSameHashCodeAs(before);
      assertThat(endpoint(origin, options(Trust.FULL, "TLSv1.3", true))).isNotEqualTo(before);

      new Certificates(InstantSource.system()).write(folder);

      assertThat(endpoint(origin, options)).isNotEqualTo(before);
      assertThat(Files.exists(folder.resolve("lab-ca.pem"))).isTrue();
    }
  }

  private RawOrigin serving(Leaf leaf, Consumer<SSLSocket> setUp) {
    return RawOrigin.doing(
        peer -> {
          long accepted = System.currentTimeMillis();
          var factory = CERTIFICATES.context(leaf).getSocketFactory();
          var tls = (SSLSocket) factory.createSocket(peer.socket, null, 0, false);
          tls.setUseClientMode(false);
          setUp.accept(tls);
          var parameters = tls.getSSLParameters();
          parameters.setApplicationProtocols(new String[] {"http/1.1"});
          tls.setSSLParameters(parameters);
          byte[] request = tls.getInputStream().readNBytes(Orders.GET.length());
          if (request.length < Orders.GET.length()) return;
          // A session that is older than the connection began on another one.
          resumed.add(tls.getSession().getCreationTime() < accepted);
          tls.getOutputStream().write(REPLY.getBytes(StandardCharsets.ISO_8859_1));
          peer.hold();
        });
  }

  private TlsOptions options(Trust trust, String version, boolean withClientCertificate) {
    return new TlsOptions(
        trust, Optional.empty(), List.of("http/1.1"), List.of(version),
        Optional.of(folder.resolve("lab-ca.pem")),
        Optional.of(folder.resolve("lab-client.pem")).filter(p -> withClientCertificate),
        Optional.of(folder.resolve("lab-client-key.pem")).filter(p -> withClientCertificate));
  }

  private static Endpoint endpoint(RawOrigin origin, TlsOptions options) {
    var target =
        new Target(URI.create("https://lab.test/"), Optional.of("127.0.0.1"), origin.port());
    return new Endpoints().prepare("https://lab.test", target, options, Profile.CLASSIC);
  }

  private static TlsSessions sessions(Endpoint endpoint) {
    return (TlsSessions) endpoint.terms().tls();
  }

  private OriginPool pool(Endpoint endpoint) {
    var pool =
        new OriginPool(group.next(), transport, now::get, endpoint, OriginPool.Tally.NONE, null);
    pools.add(pool);
    return pool;
  }

  /// Returns how a new connection came about.
  private static Handshake handshake(OriginPool pool) {
    var result = new CompletableFuture<Handshake>();
    EventLoop events = pool.loop().events();
    events.execute(
        () -> {
          Forwarding attempt =
              pool.attempt(
                  Request.GET, true, true, ReplySink.NONE,
                  ended -> result.complete(ended.observation().handshake().orElseThrow()));
          attempt.write(
              Unpooled.wrappedBuffer(Orders.GET.getBytes(StandardCharsets.ISO_8859_1)));
          attempt.endRequest();
          attempt.start();
        });
    return Orders.await(result);
  }
}
