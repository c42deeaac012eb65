package dev.fivetwenty.cause;

import java.time.Instant;
import java.util.List;

/// The facts of the leaf certificate the origin showed, kept even when it was rejected.
///
/// @param names  DNS names and addresses of the subject alternative name; of the subject when there is none
/// @param chain  subjects, leaf first
/// @param sha256 fingerprint of the leaf in lower-case hex
public record Certificate(
    String subject,
    String issuer,
    List<String> names,
    Instant notBefore,
    Instant notAfter,
    String sha256,
    List<String> chain) {

  public Certificate {
    names = List.copyOf(names);
    chain = List.copyOf(chain);
  }
}
