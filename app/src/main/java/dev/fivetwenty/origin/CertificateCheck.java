package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Certificate;
import dev.fivetwenty.cause.Handshake.Problem;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/// Looks at the origin's certificate in one handshake: keeps its facts, says what is wrong with it,
/// and refuses it only where [Trust#STRICT] asks for that.
///
/// Of several problems the one that is named is the first of: dates, name, issuer. Dates and name
/// show what to do; an unknown issuer is also what a private authority looks like.
final class CertificateCheck extends X509ExtendedTrustManager {

  private final Trust trust;
  private final X509TrustManager roots;
  private final String host;
  private final InstantSource clock;
  private Optional<Certificate> certificate = Optional.empty();
  private Problem problem = Problem.NONE;
  private boolean refused;

  /// @param roots null for not asking who issued it
  /// @param host  name or address that the certificate must be for, empty for any
  CertificateCheck(Trust trust, X509TrustManager roots, String host, InstantSource clock) {
    this.trust = trust;
    this.roots = roots;
    this.host = host;
    this.clock = clock;
  }

  Optional<Certificate> certificate() {
    return certificate;
  }

  Problem problem() {
    return problem;
  }

  /// Returns whether this check ended the handshake.
  boolean hasRefused() {
    return refused;
  }

  private void check(X509Certificate[] chain, String authType) throws CertificateException {
    X509Certificate leaf = CertificateFacts.parse(chain[0]);
    Certificate facts = CertificateFacts.of(leaf, chain);
    certificate = Optional.of(facts);
    problem = problem(facts, leaf, chain, authType);
    if (trust == Trust.STRICT && problem != Problem.NONE) {
      refused = true;
      throw new CertificateException("certificate refused: " + problem);
    }
  }

  private Problem problem(
      Certificate facts, X509Certificate leaf, X509Certificate[] chain, String authType) {
    Instant now = clock.instant();
    if (now.isAfter(facts.notAfter())) return Problem.EXPIRED;
    if (now.isBefore(facts.notBefore())) return Problem.NOT_YET;
    if (!host.isEmpty() && !CertificateFacts.isFor(host, facts.names())) return Problem.NAME;
    return roots == null ? Problem.NONE : issuerProblem(leaf, chain, authType);
  }

  private Problem issuerProblem(X509Certificate leaf, X509Certificate[] chain, String authType) {
    try {
      roots.checkServerTrusted(chain, authType.isEmpty() ? "UNKNOWN" : authType);
      return Problem.NONE;
    } catch (CertificateException e) {
      if (isSelfSigned(leaf)) return Problem.SELF_SIGNED;
      return isExpiry(e) ? Problem.EXPIRED : Problem.UNTRUSTED;
    }
  }

  private static boolean isSelfSigned(X509Certificate leaf) {
    if (!leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal())) return false;
    try {
      leaf.verify(leaf.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /// An issuing certificate in the chain can have expired, too.
  private static boolean isExpiry(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof CertPathValidatorException e && e.getReason() == BasicReason.EXPIRED) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("a client's certificate is not checked here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType, (SSLEngine) null);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    checkClientTrusted(chain, authType, (SSLEngine) null);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
