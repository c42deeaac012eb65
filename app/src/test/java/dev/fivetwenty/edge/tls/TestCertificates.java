package dev.fivetwenty.edge.tls;

import dev.fivetwenty.config.CertificateFiles;
import dev.fivetwenty.config.ListenerTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Writes certificates for tests into a folder: `NAME.pem` with the authority's behind it, `NAME.key` (PKCS #8).
public final class TestCertificates {

  private static final X500Principal AUTHORITY = new X500Principal("CN=Authority of the tests");
  private static final KeyPair AUTHORITY_KEYS = keys("EC");
  /// RSA keys take a while to find, and the tests want no secrets.
  private static final KeyPair RSA_KEYS = keys("RSA");
  private static final Duration VALID = Duration.ofDays(30);

  private final Path folder;
  private final AtomicLong serial = new AtomicLong(System.nanoTime());
  private final X509Certificate authority;

  public TestCertificates(Path folder) {
    this.folder = folder;
    authority = sign(AUTHORITY, AUTHORITY_KEYS, yesterday(), true, List.of());
    write("authority.pem", pem("CERTIFICATE", encoded(authority)));
  }

  public Path authority() {
    return folder.resolve("authority.pem");
  }

  /// Makes one that is valid now.
  ///
  /// @param kind `EC`, `RSA`, or another algorithm of the JDK
  public CertificateFiles issue(String file, String kind, String... names) {
    return issue(file, kind, yesterday(), names);
  }

  /// Makes one that is valid for 30 days from then on.
  CertificateFiles issue(String file, String kind, Instant from, String... names) {
    return issue(file, kind.equals("RSA") ? RSA_KEYS : keys(kind), from, names);
  }

  CertificateFiles issue(String file, KeyPair own, Instant from, String... names) {
    X509Certificate leaf =
        sign(new X500Principal("CN=" + file), own, from, false, List.of(names));
    write(file + ".pem", pem("CERTIFICATE", encoded(leaf)), pem("CERTIFICATE", encoded(authority)));
    write(file + ".key", pem("PRIVATE KEY", own.getPrivate().getEncoded()));
    return new CertificateFiles(folder.resolve(file + ".pem"), folder.resolve(file + ".key"));
  }

  /// Returns what a listener with these certificates and both versions has in its configuration.
  public static ListenerTls options(CertificateFiles... certificates) {
    return new ListenerTls(
        List.of(certificates), Set.of(ListenerTls.Version.values()), Optional.empty());
  }

  private X509Certificate sign(
      X500Principal subject, KeyPair own, Instant from, boolean isAuthority, List<String> names) {
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              AUTHORITY, BigInteger.valueOf(serial.incrementAndGet()), Date.from(from),
              Date.from(from.plus(VALID)), subject, own.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
      if (!names.isEmpty()) {
        GeneralName[] all =
            names.stream()
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
      }
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(AUTHORITY_KEYS.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Path write(String name, String... text) {
    try {
      return Files.writeString(folder.resolve(name), String.join("", text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Instant yesterday() {
    return Instant.now().minus(Duration.ofDays(1));
  }

  static String pem(String type, byte[] content) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair keys(String kind) {
    try {
      var generator = KeyPairGenerator.getInstance(kind);
      if (kind.equals("EC")) generator.initialize(new ECGenParameterSpec("secp256r1"));
      if (kind.equals("RSA")) generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
