package dev.fivetwenty.har.diff;

import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;

/// What is known of the TLS of an exchange, from our own capture or a browser's; what is not known is empty.
///
/// @param protocol as `TLSv1.3`
/// @param subject  whose certificate it is
/// @param expires  the day after which it is no longer valid
public record TlsFacts(String protocol, String cipher, String subject, String issuer, String expires) {

  public static final TlsFacts NONE = new TlsFacts("", "", "", "", "");

  static TlsFacts of(HarEntry entry) {
    Json.Obj own = entry.own().object("tls");
    if (!own.members().isEmpty()) {
      Json.Obj certificate = own.object("certificate");
      return new TlsFacts(
          protocol(own.text("protocol")), own.text("cipher"), certificate.text("subject"),
          certificate.text("issuer"), day(certificate.text("notAfter")));
    }
    Json.Obj theirs = entry.object().object("_securityDetails");
    return new TlsFacts(
        protocol(theirs.text("protocol")), theirs.text("cipher"), theirs.text("subjectName"),
        theirs.text("issuer"), day(theirs.number("validTo", -1)));
  }

  /// Browsers write `TLS 1.3`.
  private static String protocol(String text) {
    boolean tls = text.toUpperCase(Locale.ROOT).startsWith("TLS ");
    return tls ? "TLSv" + text.substring(4).strip() : text;
  }

  private static String day(String instant) {
    return instant.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T.*") ? instant.substring(0, 10) : "";
  }

  private static String day(double seconds) {
    try {
      return seconds <= 0 ? "" : day(Instant.ofEpochSecond((long) seconds).toString());
    } catch (DateTimeException _) {
      return "";
    }
  }

  public boolean isKnown() {
    return !equals(NONE);
  }

  /// Returns all of it in a clause.
  public String text() {
    var text = new StringBuilder(protocol.isEmpty() ? "TLS" : protocol);
    if (!cipher.isEmpty()) text.append(' ').append(cipher);
    if (!subject.isEmpty()) text.append(", certificate of ").append(subject);
    if (!issuer.isEmpty()) text.append(" by ").append(issuer);
    if (!expires.isEmpty()) text.append(" until ").append(expires);
    return text.toString();
  }
}
