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
/// @param kind    what it does unlike the others
record Edge(Path home, String flags, Kind kind) implements Contender {

  /// The edges that are compared with one another.
  enum Kind {
    /// As it is by default.
    AS_IT_IS("edge"),
    /// Over io_uring, which is by option only.
    OVER_IO_URING("edge-io_uring"),
    /// Keeps no incidents.
    WITHOUT_RECORDER("edge-no-recorder"),
    /// Keeps copies, as all do in the rows in which the origin is gone.
    WITH_COPIES("edge-copies");

    private final String contender;

    Kind(String contender) {
      this.contender = contender;
    }

    /// Returns the name of the contender.
    String contender() {
      return contender;
    }
  }

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
      transport: %7$s
      """;

  @Override
  public String name() {
    return kind.contender();
  }

  @Override
  public boolean standsIn() {
    return kind != Kind.WITH_COPIES;
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
            listener(site), Addresses.text(admin), folder, Addresses.text(site.origin()),
            kind != Kind.WITHOUT_RECORDER, kind == Kind.WITH_COPIES || site.copies(),
            kind == Kind.OVER_IO_URING ? "io_uring" : "auto"));
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
