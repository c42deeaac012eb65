package dev.fivetwenty.bench.edge;

import dev.fivetwenty.bench.process.Child;
import dev.fivetwenty.bench.process.FreePort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Our edge as its launcher starts it, with one worker, JSON log, recorder and metrics.
///
/// @param home    the checked-out repository
/// @param flags   more options for its JVM
/// @param records whether it keeps incidents; what that costs is what the two are compared for
/// @param keeps   whether it keeps copies, as it does in any case where the origin will be gone; likewise
record Edge(Path home, String flags, boolean records, boolean keeps) implements Contender {

  static final String RECORDING = "edge";
  static final String WITHOUT_RECORDER = "edge-no-recorder";
  static final String WITH_COPIES = "edge-copies";

  /// The limits on connections are raised, for all clients come from one address.
  private static final String CONFIGURATION =
      """
      listen: [%1$s]
      admin: %2$s
      workers: 1
      access_log: {format: json, path: "%3$s/access.log"}
      routes:
        - {origins: ["http://%4$s"], always_online: %6$s}
      limits: {connections: 4096, connections_per_client: 4096}
      recorder: {enabled: %5$s}
      """;

  @Override
  public String name() {
    return keeps ? WITH_COPIES : records ? RECORDING : WITHOUT_RECORDER;
  }

  @Override
  public boolean standsIn() {
    return !keeps;
  }

  @Override
  public String version() throws IOException, InterruptedException {
    return Machine.firstLine(launcher(), "--version");
  }

  private String launcher() {
    return home.resolve("fivetwenty").toString();
  }

  @Override
  public Running start(Site site) throws IOException, InterruptedException {
    Path folder = site.folder();
    Path file = folder.resolve("edge.yaml");
    InetSocketAddress admin = FreePort.pick();
    Files.writeString(
        file,
        CONFIGURATION.formatted(
            listener(site), Addresses.text(admin), folder, Addresses.text(site.origin()), records,
            keeps || site.copies()));
    List<String> command = List.of(launcher(), "edge", "--config", file.toString());
    Map<String, String> environment =
        Map.of("FIVETWENTY_FLAGS", flags, "FIVETWENTY_DATA", folder.resolve("data").toString());
    Child child = Child.start(name(), site.cores().measured(command), environment, folder, site.listen());
    return new Nginx.LoggingChild(child, site.listen(), folder.resolve("access.log"));
  }

  private static String listener(Site site) {
    String address = Addresses.text(site.listen());
    if (site.tls() == null) return '"' + address + '"';
    return "{address: \"%s\", tls: {certificates: [{chain: \"%s\", key: \"%s\"}], versions: [TLSv1.3]}}"
        .formatted(address, site.tls().chain(), site.tls().key());
  }
}
