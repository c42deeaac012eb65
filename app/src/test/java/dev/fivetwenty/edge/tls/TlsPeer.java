package dev.fivetwenty.edge.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fivetwenty.config.CertificateFiles;
import dev.fivetwenty.origin.trust.TlsFiles;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/// A TLS client of the JDK that trusts the tests' authority.
final class TlsPeer {

  private static final int PATIENCE = 20_000;
  private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n";
  private static final char[] NO_PASSWORD = {};

  private final int port;
  private final Path authority;
  private String name = "";
  private String[] versions = {"TLSv1.2", "TLSv1.3"};
  private String[] protocols = {};
  private String[] ciphers;
  private KeyManager[] keys;

  TlsPeer(int port, Path authority) {
    this.port = port;
    this.authority = authority;
  }

  TlsPeer named(String newName) {
    name = newName;
    return this;
  }

  TlsPeer version(String version) {
    versions = new String[] {version};
    return this;
  }

  TlsPeer protocols(String... names) {
    protocols = names;
    return this;
  }

  TlsPeer cipher(String cipher) {
    ciphers = new String[] {cipher};
    return this;
  }

  TlsPeer showing(CertificateFiles own) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      X509Certificate[] chain =
          TlsFiles.certificates(own.chain()).toArray(X509Certificate[]::new);
      store.setKeyEntry("own", TlsFiles.key(own.key()), NO_PASSWORD, chain);
      var factory = KeyManagerFactory.getInstance("PKIX");
      factory.init(store, NO_PASSWORD);
      keys = factory.getKeyManagers();
      return this;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Connects and shakes hands; the caller closes.
  SSLSocket connect() throws IOException {
    return connect(new Socket("127.0.0.1", port));
  }

  /// Shakes hands over a connection, which is closed with the result.
  SSLSocket connect(Socket below) throws IOException {
    var socket = (SSLSocket) context().getSocketFactory().createSocket(below, "127.0.0.1", port, true);
    socket.setSoTimeout(PATIENCE);
    SSLParameters parameters = socket.getSSLParameters();
    List<SNIServerName> names = name.isEmpty() ? List.of() : List.of(new SNIHostName(name));
    parameters.setServerNames(names);
    parameters.setProtocols(versions);
    parameters.setApplicationProtocols(protocols);
    if (ciphers != null) parameters.setCipherSuites(ciphers);
    socket.setSSLParameters(parameters);
    try {
      socket.startHandshake();
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  String ask() throws IOException {
    try (SSLSocket socket = connect()) {
      socket.getOutputStream().write(GET.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  /// Returns the subject of the certificate that is shown.
  String certificate() throws IOException {
    try (SSLSocket socket = connect()) {
      return shown(socket).getSubjectX500Principal().getName();
    }
  }

  List<String> names() throws IOException {
    try (SSLSocket socket = connect()) {
      return shown(socket).getSubjectAlternativeNames().stream()
          .map(entry -> (String) entry.get(1))
          .toList();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String protocolChosen() throws IOException {
    try (SSLSocket socket = connect()) {
      return socket.getApplicationProtocol();
    }
  }

  private static X509Certificate shown(SSLSocket socket) throws IOException {
    return (X509Certificate) socket.getSession().getPeerCertificates()[0];
  }

  private SSLContext context() {
    try {
      var context = SSLContext.getInstance("TLS");
      var trust = new TrustManager[] {TlsFiles.trusting(TlsFiles.certificates(authority))};
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
