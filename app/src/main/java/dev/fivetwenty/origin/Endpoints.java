package dev.fivetwenty.origin;

import dev.fivetwenty.origin.name.Resolver;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.wire.Profile;

/// Makes places ready. Reads each file once, so that a new one sees what has changed. Any thread
/// that may wait.
public final class Endpoints {

  private final TlsSetups setups = new TlsSetups(true);

  /// Makes a place ready.
  ///
  /// @param label how the place is called in logs and metrics
  /// @throws ConfigurationProblem when a file is missing or is not what it should be
  public Endpoint prepare(String label, Target target, TlsOptions tls, Profile profile) {
    if (target.connectHost() == null) {
      throw new ConfigurationProblem(target.url().toString(), "names no host", null);
    }
    return new Endpoint(
        label, target, profile, target.isTls() ? setups.of(tls).forMany(target) : null,
        Resolver.locally(target, false));
  }
}
