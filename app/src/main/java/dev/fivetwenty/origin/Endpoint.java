package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Resolution;
import dev.fivetwenty.wire.Profile;
import java.util.Objects;
import java.util.Optional;

/// A place to which requests are forwarded, made ready once: whom to connect to, TLS with its files
/// read, what is tolerated. Immutable; any thread may use it. Made by [Endpoints].
///
/// Two are equal when connections to one are as good as connections to the other: also what was in
/// the files, and what the hosts file said, is the same.
public final class Endpoint {

  private final String label;
  private final Terms terms;
  private final Optional<Resolution> known;

  /// @param tls   null for a plain connection
  /// @param known the addresses where nobody need be asked for them
  Endpoint(
      String label, Target target, Profile profile, TlsHandlers tls, Optional<Resolution> known) {
    this.label = label;
    this.terms =
        new Terms(
            target, profile, tls, Optional.empty(), Optional.empty(), Long.MAX_VALUE, false);
    this.known = known;
  }

  public String label() {
    return label;
  }

  public boolean isTls() {
    return terms.tls() != null;
  }

  public Target target() {
    return terms.target();
  }

  public Profile profile() {
    return terms.profile();
  }

  Terms terms() {
    return terms;
  }

  /// Returns the addresses where nobody need be asked for them.
  Optional<Resolution> known() {
    return known;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Endpoint e
        && label.equals(e.label)
        && terms.equals(e.terms)
        && known.equals(e.known);
  }

  @Override
  public int hashCode() {
    return Objects.hash(label, terms.target());
  }
}
