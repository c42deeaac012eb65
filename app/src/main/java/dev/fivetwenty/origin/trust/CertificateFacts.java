package dev.fivetwenty.origin.trust;

import dev.fivetwenty.cause.Certificate;
import dev.fivetwenty.origin.name.Resolver;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/// Takes the facts out of an X.509 certificate, and compares a name with those it is for.
public final class CertificateFacts {

  /// Chains longer than this are cut: a peer decides how many it sends.
  private static final int MAX_CHAIN = 10;
  /// Names beyond this are not shown, nor compared.
  private static final int MAX_NAMES = 1000;

  /// General names of RFC 5280 §4.2.1.6.
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  /// Returns the JDK's own view of a certificate, whatever the TLS provider made of it.
  static X509Certificate parse(X509Certificate any) throws CertificateException {
    var in = new ByteArrayInputStream(any.getEncoded());
    return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
  }

  static Certificate of(X509Certificate leaf, X509Certificate[] chain) throws CertificateException {
    return new Certificate(
        leaf.getSubjectX500Principal().getName(),
        leaf.getIssuerX500Principal().getName(),
        names(leaf),
        leaf.getNotBefore().toInstant(),
        leaf.getNotAfter().toInstant(),
        sha256(leaf.getEncoded()),
        Stream.of(chain)
            .limit(MAX_CHAIN)
            .map(c -> c.getSubjectX500Principal().getName())
            .toList());
  }

  private static List<String> names(X509Certificate leaf) {
    var names = new ArrayList<String>();
    try {
      Collection<List<?>> alternative = leaf.getSubjectAlternativeNames();
      for (List<?> name : alternative == null ? List.<List<?>>of() : alternative) {
        int kind = (Integer) name.getFirst();
        boolean shown = kind == DNS_NAME || kind == IP_ADDRESS;
        if (shown && names.size() < MAX_NAMES) names.add(shown((String) name.get(1)));
      }
    } catch (CertificateParsingException e) {
      // A certificate whose names cannot be read is for no name.
      return List.of();
    }
    return names.isEmpty() ? commonName(leaf) : names;
  }

  /// IPv6 addresses in the short form of RFC 5952.
  private static String shown(String name) {
    return name.contains(":") && Resolver.isLiteral(name) ? shortened(name) : name;
  }

  private static String shortened(String address) {
    String plain = InetAddress.ofLiteral(address).getHostAddress();
    var zeros = Pattern.compile("(?:^|:)0(?::0)+(?=:|$)").matcher(plain).results()
        .max(Comparator.comparingInt(run -> run.end() - run.start()));
    if (zeros.isEmpty()) return plain;
    String rest = plain.substring(zeros.get().end());
    return plain.substring(0, zeros.get().start()) + (rest.isEmpty() ? "::" : ":" + rest);
  }

  private static List<String> commonName(X509Certificate leaf) {
    try {
      return new LdapName(leaf.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(part -> part.getType().equalsIgnoreCase("CN"))
              .map(part -> part.getValue().toString())
              .toList();
    } catch (InvalidNameException e) {
      return List.of();
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Returns whether one of the certificate's names is that of the host; RFC 9525 §6.
  public static boolean isFor(String host, List<String> names) {
    if (Resolver.isLiteral(host)) {
      InetAddress wanted = InetAddress.ofLiteral(host);
      return names.stream()
          .anyMatch(n -> Resolver.isLiteral(n) && InetAddress.ofLiteral(n).equals(wanted));
    }
    String wanted = withoutFinalDot(host.toLowerCase(Locale.ROOT));
    return names.stream()
        .map(name -> withoutFinalDot(name.toLowerCase(Locale.ROOT)))
        .anyMatch(name -> name.equals(wanted) || matchesWildcard(name, wanted));
  }

  /// A star stands for exactly the whole first label.
  private static boolean matchesWildcard(String name, String wanted) {
    if (!name.startsWith("*.")) return false;
    int dot = wanted.indexOf('.');
    return dot > 0 && name.indexOf('.', 2) > 0 && wanted.substring(dot).equals(name.substring(1));
  }

  private static String withoutFinalDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private CertificateFacts() {}
}
