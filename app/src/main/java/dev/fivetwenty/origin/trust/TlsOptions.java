package dev.fivetwenty.origin.trust;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How TLS with the origin is set up.
///
/// @param sni         name to send; empty for the URL's host (none when that is an address); `""` inside sends none
/// @param authorities PEM file of roots to trust instead of the platform's
/// @param clientChain PEM file of the client certificate, with `clientKey` its PKCS #8 key
/// @param versions    for example `TLSv1.2`; empty for the default 1.2 and 1.3
public record TlsOptions(
    Trust trust,
    Optional<String> sni,
    List<String> alpn,
    List<String> versions,
    Optional<Path> authorities,
    Optional<Path> clientChain,
    Optional<Path> clientKey) {

  public static final TlsOptions DEFAULT =
      new TlsOptions(
          Trust.FULL, Optional.empty(), List.of("http/1.1"), List.of(), Optional.empty(),
          Optional.empty(), Optional.empty());
}
