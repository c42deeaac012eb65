package dev.fivetwenty.edge.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.config.CertificateFiles;
import dev.fivetwenty.config.ListenerTls;
import dev.fivetwenty.edge.listener.Door;
import dev.fivetwenty.edge.listener.Refusal;
import dev.fivetwenty.origin.ConfigurationProblem;
import dev.fivetwenty.origin.NoLeaks;
import dev.fivetwenty.origin.socket.TransportChoice;
import io.netty.util.ReferenceCounted;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// TLS with clients of the JDK, with both providers: BoringSSL with epoll, the JDK's with NIO.
@ExtendWith(NoLeaks.class)
class ClientTlsTest {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n";

  @TempDir Path folder;
  private TestCertificates certificates;
  private Door door;

  @BeforeEach
  void start() {
    certificates = new TestCertificates(folder);
  }

  @AfterEach
  void close() {
    if (door != null) door.close();
  }

  private void open(TransportChoice transport, ListenerTls options) {
    door = Door.open(Door.Wish.PLAIN.on(transport).with(options));
  }

  private TlsPeer peer() {
    return new TlsPeer(door.port(), certificates.authority());
  }

  @ParameterizedTest
  @CsvSource({"EPOLL, TLSv1.2", "EPOLL, TLSv1.3", "NIO, TLSv1.2", "NIO, TLSv1.3"})
  void bothVersionsAreSpoken(TransportChoice transport, String version) throws IOException {
    open(transport, TestCertificates.options(certificates.issue("a", "EC", "a.example")));
    String reply = peer().named("a.example").version(version).ask();

    assertThat(reply).contains("client 127.0.0.1, " + version + " a.example");
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void aVersionCanBeLeftOut(TransportChoice transport) throws IOException {
    CertificateFiles files = certificates.issue("a", "EC", "a.example");
    open(
        transport,
        new ListenerTls(List.of(files), Set.of(ListenerTls.Version.TLS_1_3), Optional.empty()));

    assertThat(peer().named("a.example").version("TLSv1.3").ask()).contains("TLSv1.3");
    assertThatThrownBy(() -> peer().named("a.example").version("TLSv1.2").ask())
        .isInstanceOf(SSLHandshakeException.class);
    Door.eventually("counted", () -> door.refusals.of(Refusal.TLS_HANDSHAKE) == 1);
  }

  @ParameterizedTest
  @CsvSource({
    "EPOLL, shop.example, shop", "EPOLL, www.shop.example, wild", "EPOLL, SHOP.example, shop",
    "EPOLL, unknown.example, first", "EPOLL, '', first", "NIO, www.shop.example, wild", "NIO, '', first",
  })
  void theNameChoosesTheCertificate(TransportChoice transport, String name, String shown)
      throws IOException {
    open(
        transport,
        TestCertificates.options(
            certificates.issue("first", "RSA", "first.example"),
            certificates.issue("wild", "EC", "*.shop.example"),
            certificates.issue("shop", "EC", "shop.example")));

    assertThat(peer().named(name).certificate()).isEqualTo("CN=" + shown);
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void ofTwoKindsAnOldClientGetsRsa(TransportChoice transport) throws IOException {
    open(
        transport,
        TestCertificates.options(
            certificates.issue("ec", "EC", "a.example"),
            certificates.issue("rsa", "RSA", "a.example")));

    assertThat(peer().named("a.example").certificate()).isEqualTo("CN=ec");
    assertThat(
            peer().named("a.example").version("TLSv1.2")
                .cipher("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256").certificate())
        .isEqualTo("CN=rsa");
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void http1IsChosenAmongOthers(TransportChoice transport) throws IOException {
    open(transport, TestCertificates.options(certificates.issue("a", "EC", "a.example")));

    assertThat(peer().protocols("h2", "http/1.1").protocolChosen()).isEqualTo("http/1.1");
    assertThat(peer().protocolChosen()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void whoSpeaksOnlyHttp2IsToldWithAnAlert(TransportChoice transport) {
    open(transport, TestCertificates.options(certificates.issue("a", "EC", "a.example")));

    assertThatThrownBy(() -> peer().protocols("h2").ask())
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("no_application_protocol");
    Door.eventually("counted", () -> door.refusals.of(Refusal.TLS_PROTOCOL) == 1);
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void plainHttpIsHandedOnAsItIs(TransportChoice transport) throws IOException {
    open(transport, TestCertificates.options(certificates.issue("a", "EC", "a.example")));
    try (var socket = new Socket("127.0.0.1", door.port())) {
      socket.getOutputStream().write(GET.getBytes(ISO_8859_1));
      assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
          .startsWith("HTTP/1.1 400 Bad Request\r\n");
    }
    assertThat(door.arrivals).singleElement().matches(a -> a.plainOnTls() && a.tls().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "00000000000000, TLS_NOT_TLS",
    // An alert, a message that is none of a client, and one that says that it has 16 MiB.
    "15030100020228, TLS_NOT_TLS", "1603010004020000000a, TLS_NOT_TLS",
    "160301000401ffffff, TLS_TOO_LARGE",
  })
  void whatIsNoTlsIsCountedAndClosed(String hex, Refusal refusal) throws IOException {
    open(
        TransportChoice.EPOLL,
        TestCertificates.options(certificates.issue("a", "EC", "a.example")));
    try (var socket = new Socket("127.0.0.1", door.port())) {
      socket.getOutputStream().write(java.util.HexFormat.of().parseHex(hex));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    } catch (java.net.SocketException reset) {
      // Closed over bytes that nobody read.
    }
    Door.eventually("counted", () -> door.refusals.of(refusal) == 1);
    assertThat(door.arrivals).isEmpty();
  }

  @Test
  void aHandshakeThatIsNeverMadeIsWaitedForOnlySoLong() throws IOException {
    var options = TestCertificates.options(certificates.issue("a", "EC", "a.example"));
    door = Door.open(Door.Wish.PLAIN.with(options).within(Duration.ofMillis(300)));
    try (var socket = new Socket("127.0.0.1", door.port())) {
      socket.getOutputStream().write(22);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(door.refusals.of(Refusal.OPENING_TIMEOUT)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void aClientCertificateCanBeRequired(TransportChoice transport) throws IOException {
    CertificateFiles files = certificates.issue("a", "EC", "a.example");
    open(
        transport,
        new ListenerTls(
            List.of(files), Set.of(ListenerTls.Version.TLS_1_2),
            Optional.of(certificates.authority())));

    assertThatThrownBy(() -> peer().ask()).isInstanceOf(IOException.class);
    CertificateFiles own = certificates.issue("client", "EC", "client.example");
    assertThat(peer().showing(own).ask()).contains("TLSv1.2");
  }

  @ParameterizedTest
  @EnumSource(value = TransportChoice.class, names = {"EPOLL", "NIO"})
  void aReloadIsForNewConnectionsOnly(TransportChoice transport) throws IOException {
    ListenerTls options = TestCertificates.options(certificates.issue("a", "EC", "a.example"));
    open(transport, options);
    ClientTls tls = door.tls.orElseThrow();
    try (SSLSocket open = peer().connect()) {
      certificates.issue("a", "EC", "a.example", "renewed.example");
      tls.reload(options);

      assertThat(peer().names()).contains("renewed.example");
      open.getOutputStream().write(GET.getBytes(ISO_8859_1));
      assertThat(new String(open.getInputStream().readAllBytes(), ISO_8859_1)).contains("200 OK");
    }
  }

  @Test
  void badFilesLeaveTheFormerOnesInUse() throws IOException {
    CertificateFiles files = certificates.issue("a", "EC", "a.example");
    ListenerTls options = TestCertificates.options(files);
    open(TransportChoice.EPOLL, options);
    certificates.write("a.pem", "nothing");

    assertThatThrownBy(() -> door.tls.orElseThrow().reload(options))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("certificate file " + files.chain());
    assertThat(peer().ask()).contains("200 OK");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void formerCertificatesAreReleasedOnceTheirConnectionsAreOver(int open) throws IOException {
    ListenerTls options = TestCertificates.options(certificates.issue("a", "EC", "a.example"));
    open(TransportChoice.EPOLL, options);
    ClientTls tls = door.tls.orElseThrow();
    var former = (ReferenceCounted) tls.contexts().contexts().getFirst().context();
    SSLSocket connection = open == 0 ? null : peer().connect();
    Door.eventually("in use", () -> former.refCnt() == 1 + open);

    tls.reload(options);
    assertThat(former.refCnt()).isEqualTo(open);
    if (connection != null) connection.close();
    Door.eventually("released", () -> former.refCnt() == 0);
    var now = (ReferenceCounted) tls.contexts().contexts().getFirst().context();
    tls.close();
    tls.close();
    assertThat(now.refCnt()).isZero();
  }

  @Test
  void warningsAreThoseOfTheLastReading() {
    ListenerTls options = TestCertificates.options(certificates.issue("a", "EC"));
    open(TransportChoice.EPOLL, options);
    ClientTls tls = door.tls.orElseThrow();
    assertThat(tls.warnings()).singleElement().asString().contains("a.pem: names no host");

    certificates.issue("a", "EC", "a.example");
    tls.reload(options);
    assertThat(tls.warnings()).isEmpty();
  }
}
