package dev.fivetwenty.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// TLS towards clients.
///
/// @param certificates      at least one; chosen by SNI, the first for who asks for none of their names
/// @param versions          at least one
/// @param clientAuthorities PEM file of the roots that a client's certificate must lead to; empty asks for none
public record ListenerTls(
    List<CertificateFiles> certificates, Set<Version> versions, Optional<Path> clientAuthorities) {

  public ListenerTls {
    certificates = List.copyOf(certificates);
    versions = Set.copyOf(versions);
  }

  /// A version that the edge speaks with clients.
  public enum Version {
    TLS_1_2("TLSv1.2"),
    TLS_1_3("TLSv1.3");

    private final String protocol;

    Version(String protocol) {
      this.protocol = protocol;
    }

    /// Returns the name that the JDK and Netty have for it.
    public String protocol() {
      return protocol;
    }
  }
}
