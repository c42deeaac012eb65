package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.doctor.Probe;
import java.util.List;

/// The probes there are, in the order in which their verdicts count.
public final class Probes {

  /// Returns the probes of the default examination.
  public static List<Probe> standard() {
    return List.of(
        new Repetition(), new Steadiness(), new CdnName(), new Addresses(), new PortGrid(),
        new TlsCertificate(), new TlsVersions(),
        new TlsName(), new TlsProtocols(), new HeaderBudget(), new HeadThenGet(), new NotModified(),
        new ContentCoding(), new IdleTime(), new ReusedConnection(), new UserAgents(), new OwnFields(),
        new EdgeFields(), new HeaderGrowth(), new CookieLadder(),
        new ConcurrencyRamp(), new LargeResponse(), new ThroughProxy());
  }

  private Probes() {}
}
