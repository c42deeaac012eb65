package dev.fivetwenty.lab;

import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.lab.socket.Behaviour;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/// What kind of lab to open.
///
/// @param listen       address of the main port; the other ports follow it one by one, or are
///                     any free ones when it is 0 or they are taken
/// @param only         one scenario, served under every path of the main port
/// @param recorded     bytes and their ending, served under every path instead of scenarios
/// @param certificates folder in which the authority's certificate is written as `lab-ca.pem`
/// @param log          gets one line per request, on the thread that served it
/// @param clock        measures the windows of rate limits
public record LabOptions(
    InetSocketAddress listen,
    Optional<Scenario> only,
    Optional<Behaviour> recorded,
    Optional<Path> certificates,
    Consumer<String> log,
    InstantSource clock) {

  /// The address the documentation uses.
  public static final LabOptions DEFAULT = on(new InetSocketAddress("127.0.0.1", 8580));

  /// Free ports on loopback, silent: for tests.
  public static final LabOptions ANYWHERE = on(new InetSocketAddress("127.0.0.1", 0));

  public static LabOptions on(InetSocketAddress listen) {
    return new LabOptions(
        listen, Optional.empty(), Optional.empty(), Optional.empty(), _ -> {},
        InstantSource.system());
  }

  public LabOptions only(Scenario scenario) {
    return new LabOptions(listen, Optional.of(scenario), recorded, certificates, log, clock);
  }

  public LabOptions replaying(Behaviour bytes) {
    return new LabOptions(listen, only, Optional.of(bytes), certificates, log, clock);
  }

  public LabOptions writingCertificatesTo(Path folder) {
    return new LabOptions(listen, only, recorded, Optional.of(folder), log, clock);
  }

  public LabOptions timedBy(InstantSource changed) {
    return new LabOptions(listen, only, recorded, certificates, log, changed);
  }

  public LabOptions loggingTo(Consumer<String> line) {
    return new LabOptions(listen, only, recorded, certificates, line, clock);
  }
}
