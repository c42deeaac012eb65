package dev.fivetwenty.cause;

import java.nio.charset.StandardCharsets;

/// Words the measurements of a handshake that failed.
final class HandshakeWording {

  static String of(Cause cause, Handshake handshake) {
    String what =
        switch (handshake.failure()) {
          case PLAINTEXT_PEER -> ": \"" + plaintext(handshake) + "\"";
          case ALERT -> ": " + alert(handshake);
          case ALPN -> ": offered " + String.join(", ", handshake.offered()) + selected(handshake);
          case CERTIFICATE -> certificate(cause, handshake);
          case NONE, OTHER, VERSION_OR_CIPHER, CLOSED, RESET, TIMED_OUT -> "";
        };
    String last =
        handshake.lastMessage().isEmpty() ? "" : ", last message " + handshake.lastMessage();
    String sni = handshake.sni().isEmpty() ? "no SNI" : "SNI " + Wording.excerpt(handshake.sni());
    return "%s (%s%s, %s)".formatted(what, sni, last, Wording.of(handshake.took()));
  }

  private static String plaintext(Handshake handshake) {
    return Wording.excerpt(new String(handshake.plaintext(), StandardCharsets.ISO_8859_1));
  }

  private static String alert(Handshake handshake) {
    String wanted =
        handshake.clientCertificateWanted() ? ", it asked for a client certificate" : "";
    return "alert %d (%s)%s"
        .formatted(handshake.alertId(), TlsAlert.nameOf(handshake.alertId()), wanted);
  }

  private static String selected(Handshake handshake) {
    if (handshake.failure() == Handshake.Failure.ALERT) return "";
    String selected = Wording.excerpt(handshake.selected());
    return selected.isEmpty() ? "" : ", the origin chose " + selected;
  }

  private static String certificate(Cause cause, Handshake handshake) {
    if (handshake.certificate().isEmpty()) return "";
    Certificate leaf = handshake.certificate().get();
    return switch (cause) {
      case TLS_CERT_EXPIRED -> ": valid until " + leaf.notAfter();
      case TLS_CERT_NOT_YET -> ": valid from " + leaf.notBefore();
      case TLS_CERT_NAME -> ": it names " + Wording.excerpt(String.join(", ", leaf.names()));
      case TLS_CERT_PIN -> ": it is " + leaf.sha256();
      default -> ": issued by " + Wording.excerpt(leaf.issuer());
    };
  }

  private HandshakeWording() {}
}
