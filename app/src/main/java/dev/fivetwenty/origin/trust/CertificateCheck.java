package dev.fivetwenty.origin.trust;

import dev.fivetwenty.cause.Certificate;
import dev.fivetwenty.cause.Handshake.Problem;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509TrustManager;

/// Looks at the origin's certificate in one handshake: keeps its facts, says what is wrong with it,
/// and refuses it only where [Trust#STRICT] asks for that.
///
/// Of several problems the one that is named is the first of: dates, name, issuer. Dates and name
/// show what to do; an unknown issuer is also what a private authority looks like.
public final class CertificateCheck extends ServerTrust {

  private final Trust trust;
  private final X509TrustManager roots;
  private final String host;
  private final InstantSource clock;
  private Optional<Certificate> certificate = Optional.empty();
  private Problem problem = Problem.NONE;
  private boolean refused;
  private Found found;

  /// @param roots null for not asking who issued it
  /// @param host  name or address that the certificate must be for, empty for any
  public CertificateCheck(Trust trust, X509TrustManager roots, String host, InstantSource clock) {
    this.trust = trust;
    this.roots = roots;
    this.host = host;
    this.clock = clock;
  }

  public Optional<Certificate> certificate() {
    return certificate;
  }

  public Problem problem() {
    return problem;
  }

  /// Returns whether this check ended the handshake.
  public boolean hasRefused() {
    return refused;
  }

  /// What a check found, for a session that is resumed.
  ///
  /// @param encoded the origin's own certificate
  public record Found(byte[] encoded, Certificate facts, Problem problem) {

    boolean isOf(X509Certificate other) throws CertificateException {
      return Arrays.equals(encoded, other.getEncoded());
    }
  }

  /// Returns what was found; to be asked after a check only.
  public Found found() {
    return found;
  }

  @Override
  public void check(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    X509Certificate leaf = CertificateFacts.parse(chain[0]);
    Certificate facts = CertificateFacts.of(leaf, chain);
    take(new Found(leaf.getEncoded(), facts, problem(facts, leaf, chain, authType)));
  }

  /// Looks at the certificate of a session that is resumed.
  ///
  /// @param before what was found of the certificate that was looked at last; null for nothing
  public void again(X509Certificate[] chain, Found before) throws CertificateException {
    if (before == null || !before.isOf(chain[0])) {
      check(chain, "", null);
      return;
    }
    Problem dates = dates(before.facts());
    boolean wereWrong =
        before.problem() == Problem.EXPIRED || before.problem() == Problem.NOT_YET;
    if (dates == Problem.NONE && wereWrong) check(chain, "", null);
    else if (dates == Problem.NONE) take(before);
    else take(new Found(before.encoded(), before.facts(), dates));
  }

  private void take(Found what) throws CertificateException {
    found = what;
    certificate = Optional.of(what.facts());
    problem = what.problem();
    if (trust == Trust.STRICT && problem != Problem.NONE) {
      refused = true;
      throw new CertificateException("certificate refused: " + problem);
    }
  }

  private Problem problem(
      Certificate facts, X509Certificate leaf, X509Certificate[] chain, String authType) {
    Problem dates = dates(facts);
    if (dates != Problem.NONE) return dates;
    if (!host.isEmpty() && !CertificateFacts.isFor(host, facts.names())) return Problem.NAME;
    return roots == null ? Problem.NONE : issuerProblem(leaf, chain, authType);
  }

  private Problem dates(Certificate facts) {
    Instant now = clock.instant();
    if (now.isAfter(facts.notAfter())) return Problem.EXPIRED;
    return now.isBefore(facts.notBefore()) ? Problem.NOT_YET : Problem.NONE;
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
}
