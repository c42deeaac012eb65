package dev.fivetwenty.origin.trust;

import dev.fivetwenty.origin.ConfigurationProblem;
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
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/// Reads the files that set TLS up, on both sides. What cannot be read is a [ConfigurationProblem].
public final class TlsFiles {

  /// Returns the certificates of a PEM file in its order; at least one.
  public static List<X509Certificate> certificates(Path file) {
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

  /// Returns the first private key of a PEM file, in the form of PKCS #8, PKCS #1 or SEC 1.
  public static PrivateKey key(Path file) {
    String subject = "key file " + file;
    try (var reader = Files.newBufferedReader(file);
        var parser = new PEMParser(reader)) {
      var converter = new JcaPEMKeyConverter();
      // Beside the key may stand certificates, or the name of its curve.
      for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
        if (found instanceof PrivateKeyInfo key) return converter.getPrivateKey(key);
        if (found instanceof PEMKeyPair pair) {
          return converter.getPrivateKey(pair.getPrivateKeyInfo());
        }
        if (found instanceof PKCS8EncryptedPrivateKeyInfo || found instanceof PEMEncryptedKeyPair) {
          throw new ConfigurationProblem(subject, encrypted(file), null);
        }
      }
      throw new ConfigurationProblem(subject, "no private key in it", null);
    } catch (IOException e) {
      String problem =
          Files.isReadable(file) ? "expected a private key in PEM form" : unreadable(file);
      throw new ConfigurationProblem(subject, problem, e);
    }
  }

  private static String encrypted(Path file) {
    return "the key is encrypted and nobody is here to be asked for its password; write it unencrypted with"
        + " openssl pkey -in " + file + " -out FILE, readable by the edge only";
  }

  private static String unreadable(Path file) {
    return Files.exists(file) ? "cannot be read" : "does not exist";
  }

  /// Returns what trusts the given roots, or the platform's when there are none.
  public static X509TrustManager trusting(List<X509Certificate> roots) {
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
