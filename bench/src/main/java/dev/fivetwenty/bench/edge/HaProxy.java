package dev.fivetwenty.bench.edge;

import dev.fivetwenty.bench.process.Child;
import dev.fivetwenty.bench.process.MissingProgram;
import dev.fivetwenty.bench.process.Programs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// HAProxy with one thread, connections to the origin shared among clients, splicing where it helps, and `httplog` into a ring
/// that it empties over TCP, many lines at a time, to a reader of ours. A log on standard output would cost it a system
/// call for each line.
///
/// @param kind what it does unlike the others
record HaProxy(Kind kind) implements Contender {

  /// The HAProxies that are compared with one another.
  enum Kind {
    /// As its guides would tune it.
    AS_IT_IS("haproxy"),
    /// Asks again where the origin's answer is none, as nginx and our edge do; as it is it closes the
    /// client's connection then, and leaves that to the client.
    RETRYING("haproxy-retrying"),
    /// Parses nothing, and so is a bound for what a proxy can cost.
    TCP("haproxy-tcp");

    private final String contender;

    Kind(String contender) {
      this.contender = contender;
    }

    /// Returns the name of the contender.
    String contender() {
      return contender;
    }
  }

  private static final String CONFIGURATION =
      """
      global
        nbthread 1
        maxconn 4096
        log ring@access format raw local0 info
        ssl-default-bind-options ssl-min-ver TLSv1.3
      ring access
        format raw
        maxlen 1024
        size 4194304
        timeout connect 5s
        timeout server 10s
        server reader %1$s
      defaults
        log global
        option splice-auto
        timeout connect 5s
        timeout client 10m
        timeout server 10m
      %2$s
      frontend clients
        bind %3$s backlog 4096%4$s
        default_backend origin
      backend origin%6$s
        server origin %5$s
      """;

  private static final String HTTP =
      """
        mode http
        option httplog
        option forwardfor
        http-reuse always
      """;

  private static final String RETRIES =
      """
        retry-on all-retryable-errors
        retries 1
      """;

  private static final String SCHEME = "\n  http-request set-header X-Forwarded-Proto %[ssl_fc,iif(https,http)]";

  private static final String TCP =
      """
        mode tcp
        option tcplog
      """;

  @Override
  public String name() {
    return kind.contender();
  }

  @Override
  public String version() throws IOException, InterruptedException, MissingProgram {
    return Machine.firstLine(program(), "-v").replaceAll("^HAProxy version (\\S+).*", "HAProxy $1");
  }

  private static String program() throws MissingProgram {
    return Programs.find("haproxy", "haproxy").toString();
  }

  private String mode() {
    return switch (kind) {
      case AS_IT_IS -> HTTP;
      case RETRYING -> HTTP + RETRIES;
      case TCP -> TCP;
    };
  }

  @Override
  public Running start(Site site) throws IOException, InterruptedException, MissingProgram {
    var reader = new LogReader();
    try {
      String tls = site.tls() == null ? "" : " ssl crt " + site.tls().both();
      Path file = site.folder().resolve("haproxy.cfg");
      Files.writeString(
          file,
          CONFIGURATION.formatted(
              Addresses.text(reader.address()),
              mode().stripTrailing(),
              Addresses.text(site.listen()),
              tls,
              Addresses.text(site.origin()),
              kind == Kind.TCP ? "" : SCHEME));
      List<String> command = List.of(program(), "-db", "-f", file.toString());
      Child child =
          Child.start(name(), site.cores().measured(command), Map.of(), site.folder(), site.listen());
      return new Started(child, site.listen(), reader, kind == Kind.TCP);
    } catch (IOException | InterruptedException | MissingProgram e) {
      reader.close();
      throw e;
    }
  }

  private record Started(Child child, InetSocketAddress address, LogReader reader, boolean isTcp)
      implements Running {

    @Override
    public List<Long> pids() {
      return child.pids();
    }

    @Override
    public long logged() {
      return isTcp ? -1 : reader.lines(); // In TCP mode a line is a connection.
    }

    @Override
    public void close() throws IOException {
      try (reader) {
        child.close();
      }
    }
  }
}
