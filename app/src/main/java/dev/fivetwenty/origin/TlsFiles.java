package dev.fivetwenty.origin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/// Reads the files that [TlsOptions] name. What cannot be read is a [ConfigurationProblem].
final class TlsFiles {

  static List<X509Certificate> certificates(Path file) {
    String subject = "certificate file " + file;
    try (InputStream in = Files.newInputStream(file)) {
      var found =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (found.isEmpty()) throw new ConfigurationProblem(subject, "no certificate in it", null);
      return found;
    } catch (IOException e) {
      throw new ConfigurationProblem(subject, unreadable(file), e);
    } catch (CertificateException e) {
      throw new ConfigurationProblem(subject, "expected certificates in PEM form", e);
    }
  }

  static PrivateKey key(Path file) {
    String subject = "key file " + file;
    try (var reader = Files.newBufferedReader(file);
        var parser = new PEMParser(reader)) {
      Object found = parser.readObject();
      var converter = new JcaPEMKeyConverter();
      if (found instanceof PrivateKeyInfo key) return converter.getPrivateKey(key);
      if (found instanceof PEMKeyPair pair) return converter.getKeyPair(pair).getPrivate();
      throw new ConfigurationProblem(subject, "expected an unencrypted private key in PEM form", null);
    } catch (IOException e) {
      String problem =
          Files.isReadable(file) ? "expected a private key in PEM form" : unreadable(file);
      throw new ConfigurationProblem(subject, problem, e);
    }
  }

  private static String unreadable(Path file) {
    return Files.exists(file) ? "cannot be read" : "does not exist";
  }

  /// Returns what trusts the given roots, or the platform's when there are none.
  static X509TrustManager trusting(List<X509Certificate> roots) {
    try {
      var factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(roots.isEmpty() ? null : store(roots));
      return Stream.of(factory.getTrustManagers())
          .filter(X509TrustManager.class::isInstance)
          .map(X509TrustManager.class::cast)
          .findFirst()
          .orElseThrow();
    } catch (GeneralSecurityException | IOException e) {
      throw new ConfigurationProblem("trusted certificates", "cannot be loaded", e);
    }
  }

  private static KeyStore store(List<X509Certificate> roots)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (int i = 0; i < roots.size(); i++) store.setCertificateEntry("root " + i, roots.get(i));
    return store;
  }

  private TlsFiles() {}
}
