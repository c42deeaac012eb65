package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.doctor.Probe;
import dev.fivetwenty.doctor.asking.Plan;
import dev.fivetwenty.doctor.limits.Limits;
import dev.fivetwenty.doctor.probe.contrast.Addresses;
import dev.fivetwenty.doctor.probe.contrast.ContentCoding;
import dev.fivetwenty.doctor.probe.contrast.CookieLadder;
import dev.fivetwenty.doctor.probe.contrast.EdgeFields;
import dev.fivetwenty.doctor.probe.contrast.HeadThenGet;
import dev.fivetwenty.doctor.probe.contrast.HeaderGrowth;
import dev.fivetwenty.doctor.probe.contrast.IdleTime;
import dev.fivetwenty.doctor.probe.contrast.NotModified;
import dev.fivetwenty.doctor.probe.contrast.OwnFields;
import dev.fivetwenty.doctor.probe.contrast.ReusedConnection;
import dev.fivetwenty.doctor.probe.contrast.UserAgents;
import dev.fivetwenty.doctor.probe.tls.PortGrid;
import dev.fivetwenty.doctor.probe.tls.TlsCertificate;
import dev.fivetwenty.doctor.probe.tls.TlsName;
import dev.fivetwenty.doctor.probe.tls.TlsProtocols;
import dev.fivetwenty.doctor.probe.tls.TlsVersions;
import java.util.ArrayList;
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

  /// Returns the probes that `plan` asks for: where a search for limits is among them, its verdict
  /// counts first, since it measures what the others only run into.
  public static List<Probe> of(Plan plan) {
    var all = new ArrayList<>(standard());
    if (plan.limits().isPresent()) all.addFirst(new Limits());
    return all;
  }

  private Probes() {}
}
