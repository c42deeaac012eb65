package dev.fivetwenty.cause;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How the TLS handshake went.
///
/// @param failure     what ended it; [Failure#NONE] when it finished
/// @param certificate problem that the trust mode refuses, or would refuse if it were strict
/// @param alertId     of the alert received, -1 for none (RFC 8446 §6)
/// @param sni         server name sent, empty for none
/// @param offered     application protocols offered (ALPN)
/// @param protocol    TLS version agreed, for example `TLSv1.3`; when the handshake failed, one before
///                    1.2 that the peer chose in its ServerHello; else empty
/// @param plaintext   the peer's first bytes when they were no TLS record, at most 64
/// @param lastMessage last handshake message received, as far as it could be seen, else empty
public record Handshake(
    Failure failure,
    Problem problem,
    int alertId,
    String alertName,
    String sni,
    List<String> offered,
    String selected,
    String protocol,
    String cipher,
    Optional<Certificate> certificate,
    byte[] plaintext,
    String lastMessage,
    boolean clientCertificateWanted,
    String provider,
    Duration took) {

  public Handshake {
    offered = List.copyOf(offered);
    plaintext = plaintext.clone();
  }

  @Override
  public byte[] plaintext() {
    return plaintext.clone();
  }

  /// What ended a handshake.
  public enum Failure {
    NONE,
    PLAINTEXT_PEER,
    ALERT,
    VERSION_OR_CIPHER,
    CLOSED,
    RESET,
    TIMED_OUT,
    CERTIFICATE,
    ALPN,
    /// The handshake failed in a way that the adapter has no name for.
    OTHER
  }

  /// What is wrong with the certificate, whether or not the trust mode minds.
  public enum Problem {
    NONE,
    EXPIRED,
    NOT_YET,
    NAME,
    UNTRUSTED,
    SELF_SIGNED,
    REVOKED,
    PIN
  }
}
