package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.doctor.Probe;
import java.util.List;

/// The probes there are, in the order in which their verdicts count, and in which they begin where
/// there is not time for all: what says most about a fault first.
public final class Probes {

  /// Returns the probes of the default examination.
  public static List<Probe> standard() {
    return List.of(
        new Repetition(), new Steadiness(), new CdnName(), new HeaderBudget(), new LargeResponse(),
        new TlsCertificate(), new ThroughProxy(), new PortGrid(), new UserAgents(),
        new HeadThenGet(), new ContentCoding(), new IdleTime(), new ReusedConnection(),
        new OwnFields(), new EdgeFields(), new Addresses(), new TlsProtocols(), new TlsVersions(),
        new TlsName(), new CookieLadder(), new NotModified(), new HeaderGrowth(),
        new ConcurrencyRamp());
  }

  private Probes() {}
}
