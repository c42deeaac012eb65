package dev.fivetwenty.lab.repertoire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.lab.PlainClient;
import dev.fivetwenty.lab.scenario.Ask;
import dev.fivetwenty.lab.socket.Ending;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The TLS scenarios as the JDK's own client meets them.
class TlsPortsTest {

  private static Lab lab;
  private static SSLContext trusting;

  @BeforeAll
  static void open() throws Exception {
    lab = Lab.open(LabOptions.ANYWHERE);
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    byte[] pem = lab.authorityPem().getBytes(StandardCharsets.US_ASCII);
    roots.setCertificateEntry(
        "lab", CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(roots);
    trusting = SSLContext.getInstance("TLS");
    trusting.init(null, trust.getTrustManagers(), null);
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  @Test
  void everyPathIsServedUnderSoundTlsToo() throws IOException {
    URI ok = lab.addresses().secureIndex().resolve("/ok");
    try (SSLSocket socket = connect(ok, new SSLParameters())) {
      socket.getOutputStream().write(PlainClient.request(ok, Ask.GET));
      byte[] head = socket.getInputStream().readNBytes("HTTP/1.1 200 OK".length());
      assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
    }
    URI empty = lab.addresses().secureIndex().resolve("/resp-empty-fin");
    try (SSLSocket socket = connect(empty, new SSLParameters())) {
      socket.getOutputStream().write(PlainClient.request(empty, Ask.GET));
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tls-cert-expired, java.security.cert.CertificateExpiredException",
    "tls-cert-not-yet, java.security.cert.CertificateNotYetValidException",
    "tls-cert-name, java.security.cert.CertificateException",
    "tls-cert-untrusted, java.security.cert.CertPathBuilderException",
    "tls-cert-self-signed, java.security.cert.CertPathBuilderException",
  })
  void eachCertificateHasItsFault(String slug, Class<? extends Exception> fault) {
    assertThatThrownBy(() -> handshake(slug)).isInstanceOf(SSLHandshakeException.class)
        .satisfies(e -> assertThat(chain(e)).hasAtLeastOneElementOfType(fault));
  }

  @Test
  void theOtherCertificatesHaveNone() throws IOException {
    handshake("cert-expires-soon");
  }

  @Test
  void anotherCertificateIsShownWithoutAServerName() throws IOException {
    var named = new SSLParameters();
    named.setServerNames(List.of(new SNIHostName("shop.lab.test")));
    URI url = URI.create("https://127.0.0.1:" + url("tls-needs-sni").getPort() + "/");

    assertThatThrownBy(() -> connect(url, new SSLParameters())).isInstanceOf(SSLHandshakeException.class);
    connect(url, named).close();
  }

  @ParameterizedTest
  @CsvSource({
    "tls-alert, 15030300020228",
    "tls-alert-protocol-version, 15030300020246",
    "tls-alert-internal-error, 15030300020250",
    "tls-alert-unrecognized-name, 15030300020270",
    "tls-closed-fin, ''",
    "tls-closed-fin-half, 160303002a02000026030300010203040506070809",
    "tls-version-or-cipher, 160303002a020000260303"
        + "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a00000500",
    "tls-old-version, 160301002a020000260301"
        + "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a00c01300",
  })
  void handWrittenHandshakesAreTheseBytesThenFin(String slug, String hex) throws IOException {
    PlainClient reply = hello(slug, PlainClient.PATIENT);

    assertThat(java.util.HexFormat.of().formatHex(reply.bytes())).isEqualTo(hex);
    assertThat(reply.ending()).isEqualTo(Ending.FIN);
  }

  @ParameterizedTest
  @CsvSource({"tls-closed-rst, RST", "tls-closed-rst-half, RST", "tls-timeout, SILENCE", "tls-timeout-half, SILENCE"})
  void handshakesEndAsTheirNameSays(String slug, Ending ending) throws IOException {
    int patience = ending == Ending.SILENCE ? PlainClient.BRIEF : PlainClient.PATIENT;
    assertThat(hello(slug, patience).ending()).isEqualTo(ending);
  }

  @Test
  void aClientCertificateIsMissedAfterTheHandshakeWithTls13() throws IOException {
    URI url = url("tls-alert-after-handshake");
    try (SSLSocket socket = connect(url, new SSLParameters())) {
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SSLException.class);
    }
    assertThatThrownBy(() -> handshake("tls-alert-client-certificate")).isInstanceOf(SSLException.class);
  }

  @ParameterizedTest
  @CsvSource({"tls-record-error-mid", "tls-record-error-mid-plain"})
  void theSecondRecordCannotBeRead(String slug) throws IOException {
    try (SSLSocket socket = connect(url(slug), new SSLParameters())) {
      socket.getOutputStream().write(PlainClient.request(url(slug), Ask.GET));
      byte[] first = socket.getInputStream().readNBytes(17);
      assertThat(new String(first, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK\r\n");
      byte[] rest = socket.getInputStream().readAllBytes();
      assertThat(new String(rest, StandardCharsets.US_ASCII)).doesNotContain("again");
    } catch (SSLException _) {
      // The usual end; a record that is too large may also pass for the end of the stream.
    }
  }

  @Test
  void onlyOfferedProtocolsAreSpoken() {
    var http1 = new SSLParameters();
    http1.setApplicationProtocols(new String[] {"http/1.1"});
    assertThatThrownBy(() -> connect(url("h2-only"), http1)).isInstanceOf(SSLHandshakeException.class);
    assertThatThrownBy(() -> connect(url("tls-alpn-mismatch"), http1))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void plainRequestsToTlsPortsAreAnsweredInPlainText() throws IOException {
    assertThat(PlainClient.get(url("port-mismatch")).text()).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void certificatesAreWrittenWhereTheyAreWanted(@TempDir Path folder) throws Exception {
    try (Lab writing = Lab.open(LabOptions.ANYWHERE.writingCertificatesTo(folder))) {
      writing.certificatesWritten().get();
      assertThat(folder.resolve("lab-ca.pem")).hasContent(writing.authorityPem());
      assertThat(Files.readString(folder.resolve("lab-client-key.pem"))).startsWith("-----BEGIN PRIVATE KEY-");
    }
  }

  private static PlainClient hello(String slug, int patience) throws IOException {
    byte[] clientHello = {0x16, 3, 1, 0, 4, 1, 0, 0, 0};
    URI url = url(slug);
    try (var socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(patience);
      socket.getOutputStream().write(clientHello);
      return PlainClient.read(socket.getInputStream());
    }
  }

  private static void handshake(String slug) throws IOException {
    var parameters = new SSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    connect(url(slug), parameters).close();
  }

  private static SSLSocket connect(URI url, SSLParameters parameters) throws IOException {
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    var socket =
        (SSLSocket) trusting.getSocketFactory().createSocket(url.getHost(), url.getPort());
    socket.setSoTimeout(PlainClient.PATIENT);
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static List<Throwable> chain(Throwable thrown) {
    return java.util.stream.Stream.iterate(thrown, t -> t != null, Throwable::getCause).toList();
  }

  private static URI url(String slug) {
    return lab.urlOf(Scenarios.named(slug).orElseThrow());
  }
}
