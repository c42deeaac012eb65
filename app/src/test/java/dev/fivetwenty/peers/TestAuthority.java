package dev.fivetwenty.peers;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/// A certificate authority of one test: writes `NAME.pem` and `NAME.key` for servers, and its own
/// root as `authority.pem`.
final class TestAuthority {

  private static final X500Principal NAME = new X500Principal("CN=Test authority");

  private final Path folder;
  private final KeyPair keys;
  private long serial = 1;

  private TestAuthority(Path folder, KeyPair keys) {
    this.folder = folder;
    this.keys = keys;
  }

  static TestAuthority in(Path folder) {
    var authority = new TestAuthority(folder, newKeys());
    var root =
        authority.issue(
            NAME, authority.keys, Instant.now().minus(Duration.ofDays(9)), Duration.ofDays(99), true);
    authority.write("authority.pem", "CERTIFICATE", encoded(root));
    return authority;
  }

  /// Makes a certificate for 127.0.0.1 and localhost that is valid now.
  void sound(String name) {
    server(name, Instant.now().minus(Duration.ofDays(1)), Duration.ofDays(90));
  }

  /// Makes one that ended an hour ago.
  void expired(String name) {
    Duration week = Duration.ofDays(7);
    server(name, Instant.now().minus(week), week.minusHours(1));
  }

  private void server(String name, Instant from, Duration valid) {
    KeyPair own = newKeys();
    var certificate = issue(new X500Principal("CN=localhost"), own, from, valid, false);
    write(name + ".pem", "CERTIFICATE", encoded(certificate));
    write(name + ".key", "PRIVATE KEY", own.getPrivate().getEncoded());
  }

  private X509Certificate issue(
      X500Principal subject, KeyPair own, Instant from, Duration valid, boolean isAuthority) {
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              NAME, BigInteger.valueOf(serial++), Date.from(from), Date.from(from.plus(valid)),
              subject, own.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
      if (!isAuthority) builder.addExtension(Extension.subjectAlternativeName, false, names());
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GeneralNames names() {
    return new GeneralNames(
        new GeneralName[] {
          new GeneralName(GeneralName.dNSName, "localhost"),
          new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        });
  }

  private void write(String name, String type, byte[] content) {
    var text = new StringWriter();
    try (var pem = new PemWriter(text)) {
      pem.writeObject(new PemObject(type, content));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Peer.write(folder, name, text.toString());
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
