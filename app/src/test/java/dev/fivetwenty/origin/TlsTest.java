package dev.fivetwenty.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.cause.Handshake;
import dev.fivetwenty.cause.Handshake.Failure;
import dev.fivetwenty.cause.Handshake.Problem;
import dev.fivetwenty.cause.Timer;
import dev.fivetwenty.lab.tls.Certificates;
import dev.fivetwenty.lab.tls.Leaf;
import dev.fivetwenty.origin.socket.TransportChoice;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.origin.trust.Trust;
import dev.fivetwenty.wire.Ending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What a TLS origin does wrong is told the same by both providers: BoringSSL with epoll, the JDK's
/// with NIO.
@ExtendWith(NoLeaks.class)
class TlsTest {

  private static final Certificates CERTIFICATES = new Certificates(InstantSource.system());
  private static final String REPLY =
      "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 2\r\n\r\nok";

  @TempDir static Path folder;

  private Origins origins;

  @BeforeAll
  static void writeCertificates() throws IOException {
    CERTIFICATES.write(folder);
  }

  @AfterEach
  void close() {
    if (origins != null) origins.close();
  }

  private void open(TransportChoice transport) {
    origins = Origins.open(transport, InstantSource.system());
  }

  private static TlsOptions options(Trust trust, boolean withClientCertificate) {
    Optional<Path> ca = Optional.of(folder.resolve("lab-ca.pem"));
    return new TlsOptions(
        trust, Optional.empty(), List.of("http/1.1"), List.of(), ca,
        Optional.of(folder.resolve("lab-client.pem")).filter(p -> withClientCertificate),
        Optional.of(folder.resolve("lab-client-key.pem")).filter(p -> withClientCertificate));
  }

  private static SSLSocket serve(RawOrigin.Peer peer, Leaf leaf, Consumer<SSLSocket> setUp)
      throws IOException {
    var factory = CERTIFICATES.context(leaf).getSocketFactory();
    var tls = (SSLSocket) factory.createSocket(peer.socket, null, peer.socket.getPort(), false);
    tls.setUseClientMode(false);
    setUp.accept(tls);
    return tls;
  }

  private static void answer(SSLSocket tls, String reply) throws IOException {
    byte[] request = tls.getInputStream().readNBytes(Orders.GET.length());
    if (request.length < Orders.GET.length()) throw new IOException("no request");
    tls.getOutputStream().write(reply.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Handshake handshake(Attempt attempt) {
    return attempt.observation().handshake().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"EPOLL, BoringSSL", "NIO, JDK"})
  void aGoodOriginIsTrusted(TransportChoice transport, String provider) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      SSLSocket tls = serve(peer, Leaf.GOOD, s -> offer(s, "http/1.1"));
      answer(tls, REPLY);
      peer.hold();
    })) {
      Attempt attempt =
          Orders.tls("lab.test", origin.port()).with(options(Trust.STRICT, false)).on(origins);
      assertThat(Orders.cause(attempt)).isEqualTo("none");
      assertThat(attempt.received()).asString().isEqualTo(REPLY);
      Handshake how = handshake(attempt);
      assertThat(how.failure()).isEqualTo(Failure.NONE);
      assertThat(how.problem()).isEqualTo(Problem.NONE);
      assertThat(how.sni()).isEqualTo("lab.test");
      assertThat(how.selected()).isEqualTo("http/1.1");
      assertThat(how.protocol()).isEqualTo("TLSv1.3");
      assertThat(how.cipher()).startsWith("TLS_");
      assertThat(how.provider()).isEqualTo(provider);
      assertThat(how.clientCertificateWanted()).isFalse();
      assertThat(how.certificate().orElseThrow().names()).contains("lab.test", "127.0.0.1");
      assertThat(attempt.timeline().tls()).isPositive();
    }
  }

  private static void offer(SSLSocket socket, String... protocols) {
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    socket.setSSLParameters(parameters);
  }

  @ParameterizedTest
  @CsvSource({
    "EPOLL, EXPIRED, EXPIRED, tls-cert-expired", "NIO, EXPIRED, EXPIRED, tls-cert-expired",
    "EPOLL, NOT_YET, NOT_YET, tls-cert-not-yet", "NIO, NOT_YET, NOT_YET, tls-cert-not-yet",
    "EPOLL, WRONG_NAME, NAME, tls-cert-name", "NIO, WRONG_NAME, NAME, tls-cert-name",
    "EPOLL, UNTRUSTED, UNTRUSTED, tls-cert-untrusted",
    "NIO, UNTRUSTED, UNTRUSTED, tls-cert-untrusted",
    "EPOLL, SELF_SIGNED, SELF_SIGNED, tls-cert-self-signed",
    "NIO, SELF_SIGNED, SELF_SIGNED, tls-cert-self-signed"
  })
  void aBadCertificateIsNamedAndRefusedOnlyIfAsked(
      TransportChoice transport, Leaf leaf, Problem problem, String cause) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      answer(serve(peer, leaf, s -> {}), REPLY);
      peer.hold();
    })) {
      Orders order = Orders.tls("lab.test", origin.port());
      Attempt strict = order.with(options(Trust.STRICT, false)).on(origins);
      assertThat(handshake(strict).failure()).isEqualTo(Failure.CERTIFICATE);
      assertThat(handshake(strict).problem()).isEqualTo(problem);
      assertThat(handshake(strict).certificate()).isPresent();
      assertThat(Orders.cause(strict)).isEqualTo(cause);
      Attempt full = order.with(options(Trust.FULL, false)).on(origins);
      assertThat(handshake(full).failure()).isEqualTo(Failure.NONE);
      assertThat(handshake(full).problem()).isEqualTo(problem);
      assertThat(full.received()).asString().isEqualTo(REPLY);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EPOLL, HTTP/1.1 400 Bad Request", "NIO, HTTP/1.1 400 Bad Request",
    "EPOLL, SSH-2.0-OpenSSH_9.9", "NIO, SSH-2.0-OpenSSH_9.9"
  })
  void aPeerThatSpeaksPlainly(TransportChoice transport, String says) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      peer.write(says + "\r\n");
      peer.awaitClose();
    })) {
      Attempt attempt = Orders.tls("lab.test", origin.port()).on(origins);
      assertThat(handshake(attempt).failure()).isEqualTo(Failure.PLAINTEXT_PEER);
      assertThat(handshake(attempt).plaintext()).asString().isEqualTo(says + "\r\n");
      assertThat(Orders.cause(attempt)).isEqualTo("tls-plaintext-peer");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EPOLL, 40, handshake_failure", "NIO, 40, handshake_failure",
    "EPOLL, 112, unrecognized_name", "NIO, 112, unrecognized_name",
    "EPOLL, 70, protocol_version", "NIO, 70, protocol_version",
    "EPOLL, 199, alert_199", "NIO, 199, alert_199"
  })
  void anAlertInTheHandshakeIsReadFromTheWire(TransportChoice transport, int id, String name) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      peer.readBytes(5);
      peer.write(new byte[] {21, 3, 3, 0, 2, 2, (byte) id});
      peer.fin();
      peer.awaitClose();
    })) {
      Handshake how = handshake(Orders.tls("lab.test", origin.port()).on(origins));
      assertThat(how.failure()).isEqualTo(Failure.ALERT);
      assertThat(how.alertId()).isEqualTo(id);
      assertThat(how.alertName()).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void anOldVersionIsRefusedByOurSide(TransportChoice transport) {
    open(transport);
    // server_hello of TLS 1.0: version, random, no session, TLS_RSA_WITH_AES_128_CBC_SHA, no compression.
    String hello =
        "160301002a" + "02000026" + "0301" + "52".repeat(32) + "00" + "002f" + "00";
    try (var origin = RawOrigin.doing(peer -> {
      peer.readBytes(5);
      peer.write(HexFormat.of().parseHex(hello));
      peer.awaitClose();
    })) {
      Attempt attempt = Orders.tls("lab.test", origin.port()).on(origins);
      assertThat(handshake(attempt).failure()).isEqualTo(Failure.VERSION_OR_CIPHER);
      assertThat(handshake(attempt).lastMessage()).isEqualTo("server_hello");
      assertThat(handshake(attempt).protocol()).isEqualTo("TLSv1");
      assertThat(Orders.cause(attempt)).isEqualTo("tls-version-or-cipher");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EPOLL, fin, CLOSED", "NIO, fin, CLOSED", "EPOLL, reset, RESET", "NIO, reset, RESET",
    "EPOLL, silence, TIMED_OUT", "NIO, silence, TIMED_OUT"
  })
  void aHandshakeThatBreaksOff(TransportChoice transport, String how, Failure failure) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      peer.readBytes(5);
      peer.write(new byte[] {22, 3, 3, 0, 80, 2, 0, 0});
      switch (how) {
        case "fin" -> {
          peer.fin();
          peer.awaitClose();
        }
        case "reset" -> peer.reset();
        default -> peer.hold();
      }
    })) {
      Orders order = Orders.tls("lab.test", origin.port());
      if (failure == Failure.TIMED_OUT) order = order.waiting(Timer.TLS, Duration.ofMillis(500));
      Attempt attempt = order.on(origins);
      assertThat(handshake(attempt).failure()).isEqualTo(failure);
      assertThat(handshake(attempt).certificate()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void anOriginThatOnlySpeaksHttp2(TransportChoice transport) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      serve(peer, Leaf.GOOD, s -> offer(s, "h2")).startHandshake();
      peer.hold();
    })) {
      Attempt attempt = Orders.tls("lab.test", origin.port()).on(origins);
      assertThat(handshake(attempt).alertId()).isEqualTo(120);
      assertThat(handshake(attempt).offered()).containsExactly("http/1.1");
      assertThat(Orders.cause(attempt)).isEqualTo("tls-alpn-mismatch");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EPOLL, TLSv1.3", "NIO, TLSv1.3", "EPOLL, TLSv1.2", "NIO, TLSv1.2"
  })
  void aClientCertificateThatIsWantedAndMissing(TransportChoice transport, String version) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      SSLSocket tls = serve(peer, Leaf.GOOD, s -> {
        s.setNeedClientAuth(true);
        s.setEnabledProtocols(new String[] {version});
      });
      answer(tls, REPLY);
      peer.hold();
    })) {
      Attempt without = Orders.tls("lab.test", origin.port()).on(origins);
      assertThat(handshake(without).clientCertificateWanted()).isTrue();
      if (version.equals("TLSv1.3")) {
        assertThat(without.observation().tlsAlert()).isIn(116, 42);
        assertThat(without.receivedTotal()).isZero();
        assertThat(Orders.cause(without)).isEqualTo("tls-alert-after-handshake");
      } else {
        assertThat(handshake(without).failure()).isEqualTo(Failure.ALERT);
        assertThat(handshake(without).lastMessage()).isEqualTo("server_hello_done");
      }
      Attempt with =
          Orders.tls("lab.test", origin.port()).with(options(Trust.STRICT, true)).on(origins);
      assertThat(handshake(with).protocol()).isEqualTo(version);
      assertThat(Orders.cause(with)).isEqualTo("none");
    }
  }

  @ParameterizedTest
  @CsvSource({"EPOLL, true", "NIO, true", "EPOLL, false", "NIO, false"})
  void tellsWhetherTlsWasClosedInOrder(TransportChoice transport, boolean inOrder) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      SSLSocket tls = serve(peer, Leaf.GOOD, s -> {});
      answer(tls, "HTTP/1.1 200 OK\r\nServer: x\r\n\r\nbody");
      if (inOrder) tls.shutdownOutput();
      else peer.fin();
      peer.hold();
    })) {
      Attempt attempt = Orders.tls("lab.test", origin.port()).on(origins);
      assertThat(attempt.received()).asString().endsWith("body");
      assertThat(attempt.observation().ending()).isEqualTo(Ending.FIN);
      assertThat(attempt.observation().closeNotify()).isEqualTo(inOrder);
      assertThat(Orders.cause(attempt)).isEqualTo("none");
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void aRecordThatCannotBeDecrypted(TransportChoice transport) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      SSLSocket tls = serve(peer, Leaf.GOOD, s -> {});
      answer(tls, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbody");
      peer.write(HexFormat.of().parseHex("1703030020" + "5a".repeat(32)));
      peer.hold();
    })) {
      Attempt attempt = Orders.tls("lab.test", origin.port()).on(origins);
      assertThat(attempt.observation().tlsRecordError()).isTrue();
      assertThat(attempt.observation().tlsAlert()).isEqualTo(-1);
      assertThat(Orders.cause(attempt)).isEqualTo("tls-record-error-mid");
    }
  }

  @ParameterizedTest
  @CsvSource({"EPOLL, fin", "NIO, fin", "EPOLL, reset", "NIO, reset"})
  void anEmptyReplyOverTls(TransportChoice transport, String how) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      SSLSocket tls = serve(peer, Leaf.GOOD, s -> {});
      answer(tls, "");
      if (how.equals("fin")) {
        peer.fin();
        peer.awaitClose();
      } else {
        peer.reset();
      }
    })) {
      Attempt attempt = Orders.tls("lab.test", origin.port()).on(origins);
      String cause = how.equals("fin") ? "resp-empty-fin" : "resp-empty-rst";
      assertThat(Orders.cause(attempt)).isEqualTo(cause);
      assertThat(attempt.observation().closeNotify()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void noNameIsSentForAnAddressOrWhenNoneIsWanted(TransportChoice transport) {
    open(transport);
    try (var origin = RawOrigin.doing(peer -> {
      answer(serve(peer, Leaf.GOOD, s -> {}), REPLY);
      peer.hold();
    })) {
      Attempt attempt =
          Orders.tls("127.0.0.1", origin.port()).with(options(Trust.STRICT, false)).on(origins);
      assertThat(handshake(attempt).sni()).isEmpty();
      assertThat(Orders.cause(attempt)).isEqualTo("none");
      var silent =
          new TlsOptions(
              Trust.OFF, Optional.of(""), List.of(), List.of("TLSv1.2"), Optional.empty(),
              Optional.empty(), Optional.empty());
      Attempt second = Orders.tls("lab.test", origin.port()).with(silent).on(origins);
      assertThat(handshake(second).sni()).isEmpty();
      assertThat(handshake(second).selected()).isEmpty();
      assertThat(handshake(second).protocol()).isEqualTo("TLSv1.2");
    }
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void aMissingFileIsSaidBeforeAnyAttempt(TransportChoice transport) {
    open(transport);
    var missing =
        new TlsOptions(
            Trust.STRICT, Optional.empty(), List.of(), List.of(),
            Optional.of(folder.resolve("nowhere.pem")), Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> Orders.tls("lab.test", 1).with(missing).on(origins))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("nowhere.pem: does not exist");
  }
}
