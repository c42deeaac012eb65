package dev.fivetwenty.origin;

import dev.fivetwenty.cause.Resolution;
import dev.fivetwenty.wire.Profile;
import java.util.Optional;

/// A place to which requests are forwarded, made ready once: whom to connect to, TLS with its files
/// read, what is tolerated. Immutable; any thread may use it.
public final class Endpoint {

  private static final TlsSetups SETUPS = new TlsSetups(true);

  private final String label;
  private final Terms terms;
  private final Optional<Resolution> known;

  private Endpoint(String label, Terms terms, Optional<Resolution> known) {
    this.label = label;
    this.terms = terms;
    this.known = known;
  }

  /// Makes a place ready. Reads files, so not for an event loop.
  ///
  /// @param label how the place is called in logs and metrics
  /// @throws ConfigurationProblem when a file is missing or is not what it should be
  public static Endpoint prepare(String label, Target target, TlsOptions tls, Profile profile) {
    if (target.connectHost() == null) {
      throw new ConfigurationProblem(target.url().toString(), "names no host", null);
    }
    TlsSetup setup = target.isTls() ? SETUPS.of(tls) : null;
    var terms =
        new Terms(
            target, profile, setup, Optional.empty(), Optional.empty(), 0, Long.MAX_VALUE, false);
    return new Endpoint(label, terms, Resolver.locally(target.connectHost(), false));
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
}
