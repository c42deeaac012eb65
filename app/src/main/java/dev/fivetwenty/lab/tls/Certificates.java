package dev.fivetwenty.lab.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.EnumMap;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The lab's certificate authority and what it signs, made when first asked for and kept in memory.
///
/// Keys are P-256 and die with the lab. Any thread may call.
public final class Certificates {

  private static final char[] NO_PASSWORD = {};
  private static final Duration DAY = Duration.ofDays(1);
  private static final GeneralNames LAB_NAMES =
      new GeneralNames(
          new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "lab.test"),
            new GeneralName(GeneralName.dNSName, "*.lab.test"),
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
            new GeneralName(GeneralName.iPAddress, "::1")
          });
  private static final GeneralNames OTHER_NAMES =
      new GeneralNames(new GeneralName(GeneralName.dNSName, "other.example"));

  private record Signed(X509Certificate certificate, PrivateKey key) {}

  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock;
  private final Map<Leaf, Signed> leaves = new EnumMap<>(Leaf.class);
  private final Map<Leaf, SSLContext> contexts = new EnumMap<>(Leaf.class);
  private Signed authority;

  public Certificates(InstantSource clock) {
    this.clock = clock;
  }

  /// Returns a server context that shows a certificate and trusts clients of the lab's authority.
  public synchronized SSLContext context(Leaf leaf) {
    return contexts.computeIfAbsent(leaf, this::makeContext);
  }

  /// Returns the authority's certificate as PEM.
  public synchronized String authorityPem() {
    return pem("CERTIFICATE", encoded(authority().certificate));
  }

  /// Writes `lab-ca.pem`, `lab-client.pem` and `lab-client-key.pem` (PKCS #8) into a folder.
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("lab-ca.pem"), authorityPem());
    Signed client;
    synchronized (this) {
      client = leaf(Leaf.CLIENT);
    }
    Files.writeString(folder.resolve("lab-client.pem"),
        pem("CERTIFICATE", encoded(client.certificate)));
    Files.writeString(folder.resolve("lab-client-key.pem"),
        pem("PRIVATE KEY", client.key.getEncoded()));
  }

  private Signed authority() {
    if (authority == null) {
      authority = sign("CN=fivetwenty lab authority", null, Leaf.GOOD, true);
    }
    return authority;
  }

  private Signed leaf(Leaf leaf) {
    return leaves.computeIfAbsent(leaf, this::makeLeaf);
  }

  private Signed makeLeaf(Leaf leaf) {
    return switch (leaf) {
      case SELF_SIGNED -> sign("CN=lab.test", null, leaf, false);
      case UNTRUSTED -> {
        Signed stranger = sign("CN=an authority nobody knows", null, leaf, true);
        yield sign("CN=lab.test", stranger, leaf, false);
      }
      case WRONG_NAME -> sign("CN=other.example", authority(), leaf, false);
      case CLIENT -> sign("CN=a client of the lab", authority(), leaf, false);
      case GOOD, EXPIRED, NOT_YET, EXPIRES_SOON -> sign("CN=lab.test", authority(), leaf, false);
    };
  }

  /// Signs a new key's certificate, with itself when there is no issuer.
  private Signed sign(String subject, Signed issuer, Leaf leaf, boolean isAuthority) {
    try {
      KeyPair keys = newKeys();
      X500Name name = new X500Name(subject);
      X500Name issuerName =
          issuer == null ? name
              : new X500Name(issuer.certificate.getSubjectX500Principal().getName());
      Instant now = clock.instant();
      var builder =
          new JcaX509v3CertificateBuilder(
              issuerName,
              new BigInteger(64, random).setBit(62),
              Date.from(now.plus(begins(leaf))),
              Date.from(now.plus(ends(leaf))),
              name,
              keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
      if (!isAuthority) {
        GeneralNames names = leaf == Leaf.WRONG_NAME ? OTHER_NAMES : LAB_NAMES;
        builder.addExtension(Extension.subjectAlternativeName, false, names);
      }
      PrivateKey signingKey = issuer == null ? keys.getPrivate() : issuer.key;
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(signingKey);
      var certificate = new JcaX509CertificateConverter().getCertificate(builder.build(signer));
      return new Signed(certificate, keys.getPrivate());
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException("this JDK cannot make the lab's certificates", e);
    }
  }

  private static Duration begins(Leaf leaf) {
    return switch (leaf) {
      case EXPIRED -> DAY.multipliedBy(-90);
      case NOT_YET -> DAY.multipliedBy(30);
      default -> DAY.negated();
    };
  }

  private static Duration ends(Leaf leaf) {
    return switch (leaf) {
      case EXPIRED -> DAY.multipliedBy(-3);
      case EXPIRES_SOON -> DAY.multipliedBy(4);
      case NOT_YET -> DAY.multipliedBy(120);
      default -> DAY.multipliedBy(90);
    };
  }

  private KeyPair newKeys() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private SSLContext makeContext(Leaf leaf) {
    try {
      Signed signed = leaf(leaf);
      KeyStore own = emptyStore();
      own.setKeyEntry(
          "leaf", signed.key, NO_PASSWORD, new X509Certificate[] {signed.certificate});
      var keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(own, NO_PASSWORD);
      KeyStore roots = emptyStore();
      roots.setCertificateEntry("authority", authority().certificate);
      var trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(roots);
      return context(keys.getKeyManagers(), trust.getTrustManagers());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot serve the lab's certificates", e);
    }
  }

  static SSLContext context(KeyManager[] keys, TrustManager[] trust)
      throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(keys, trust, null);
    return context;
  }

  private static KeyStore emptyStore() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate made here has an encoding", e);
    }
  }

  private static String pem(String label, byte[] bytes) {
    var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, lines.encodeToString(bytes), label);
  }
}
