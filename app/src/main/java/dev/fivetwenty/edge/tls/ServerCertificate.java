package dev.fivetwenty.edge.tls;

import dev.fivetwenty.config.CertificateFiles;
import dev.fivetwenty.origin.ConfigurationProblem;
import dev.fivetwenty.origin.trust.TlsFiles;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One certificate with its key, read and checked: they belong together, and both providers can use them.
///
/// @param names of its subjectAltName, in lower case, wildcards as `*.example.com`
record ServerCertificate(
    CertificateFiles files, List<X509Certificate> chain, PrivateKey key, List<String> names) {

  private static final int DNS_NAME = 2;

  /// BoringSSL takes no shorter one, and no client of today trusts it.
  private static final int SMALLEST_RSA = 2048;

  /// @throws ConfigurationProblem that names the file and says what to do
  static ServerCertificate read(CertificateFiles files) {
    List<X509Certificate> chain = TlsFiles.certificates(files.chain());
    PrivateKey key = TlsFiles.key(files.key());
    PublicKey own = chain.getFirst().getPublicKey();
    checkKind(files, own);
    if (!belongs(key, own)) throw mismatch(files, chain, key);
    return new ServerCertificate(files, chain, key, names(chain.getFirst()));
  }

  private static void checkKind(CertificateFiles files, PublicKey own) {
    boolean curve = own instanceof ECPublicKey ec && scheme(ec).isPresent();
    boolean rsa = own instanceof RSAPublicKey key && key.getModulus().bitLength() >= SMALLEST_RSA;
    if (!curve && !rsa) {
      throw new ConfigurationProblem(
          subject(files),
          "its key is of a kind that clients do not take; use an ECDSA key on P-256, P-384 or P-521,"
              + " or an RSA key of " + SMALLEST_RSA + " bits or more",
          null);
    }
  }

  private static ConfigurationProblem mismatch(
      CertificateFiles files, List<X509Certificate> chain, PrivateKey key) {
    boolean misplaced = chain.stream().skip(1).anyMatch(c -> belongs(key, c.getPublicKey()));
    String problem =
        misplaced
            ? "the key file " + files.key() + " belongs to a later certificate in it; put the server's own"
                + " certificate first, those that signed it behind"
            : "the key file " + files.key() + " does not belong to it; take the key with which the"
                + " certificate was requested";
    return new ConfigurationProblem(subject(files), problem, null);
  }

  private static String subject(CertificateFiles files) {
    return "certificate file " + files.chain();
  }

  /// True if what the key signs is proved by the public one.
  private static boolean belongs(PrivateKey key, PublicKey own) {
    String algorithm = own.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    byte[] text = new byte[32];
    new SecureRandom().nextBytes(text);
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(own);
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException otherKind) {
      return false;
    }
  }

  private static List<String> names(X509Certificate certificate) {
    try {
      var names = new ArrayList<String>();
      var all = certificate.getSubjectAlternativeNames();
      if (all == null) return names;
      for (List<?> name : all) {
        if (name.get(0).equals(DNS_NAME)) {
          names.add(((String) name.get(1)).toLowerCase(Locale.ROOT));
        }
      }
      return names;
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  /// Returns the scheme with which the key signs, empty for an RSA key.
  Optional<ClientHello.Scheme> scheme() {
    return chain.getFirst().getPublicKey() instanceof ECPublicKey ec
        ? scheme(ec)
        : Optional.empty();
  }

  private static Optional<ClientHello.Scheme> scheme(ECPublicKey key) {
    return switch (key.getParams().getOrder().bitLength()) {
      case 256 -> Optional.of(ClientHello.Scheme.P256);
      case 384 -> Optional.of(ClientHello.Scheme.P384);
      case 521 -> Optional.of(ClientHello.Scheme.P521);
      default -> Optional.empty();
    };
  }

  /// Returns what an operator should know and what is no reason to refuse the certificate.
  List<String> warnings(Instant now) {
    var warnings = new ArrayList<String>();
    X509Certificate own = chain.getFirst();
    if (now.isAfter(own.getNotAfter().toInstant())) {
      warnings.add(subject(files) + ": expired at " + own.getNotAfter().toInstant()
          + "; clients refuse it until it is renewed");
    }
    if (now.isBefore(own.getNotBefore().toInstant())) {
      warnings.add(subject(files) + ": not valid before " + own.getNotBefore().toInstant()
          + "; clients refuse it until then, look at this machine's clock too");
    }
    if (names.isEmpty()) {
      warnings.add(subject(files) + ": names no host (subjectAltName), so that clients refuse it");
    }
    return warnings;
  }
}
