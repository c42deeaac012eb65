package dev.fivetwenty.cli.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.admin.AdminServer;
import dev.fivetwenty.admin.Operations;
import dev.fivetwenty.admin.Readiness;
import dev.fivetwenty.admin.ReloadResult;
import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.Terminal;
import dev.fivetwenty.recorder.Watches;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `reload` and `healthcheck` as they are typed, at the admin address of an edge.
@Timeout(60)
class AdminCommandsTest {

  @TempDir private Path folder;

  private final Terminal terminal = new Terminal();
  private Readiness readiness = Readiness.READY;
  private ReloadResult reload = new ReloadResult.Done("in use, with 1 route");
  private final Watches watches = new Watches(() -> Instant.parse("2026-11-25T17:00:00Z"), () -> 0);
  private AdminServer server;

  private final class Fixed implements Operations {
    @Override
    public Readiness readiness() {
      return readiness;
    }

    @Override
    public ReloadResult reload() {
      return reload;
    }

    @Override
    public String config() {
      return "";
    }

    @Override
    public String metricsType(String accept) {
      return "text/plain";
    }

    @Override
    public void writeMetrics(String accept, OutputStream out) {}

    @Override
    public Optional<Watches> watches() {
      return Optional.of(watches);
    }
  }

  @AfterEach
  void close() {
    if (server != null) server.close();
  }

  private String open(SocketAddress at) throws IOException {
    server = AdminServer.start(at, "", new Fixed(), line -> {});
    if (server.address() instanceof UnixDomainSocketAddress unix) return "unix:" + unix.getPath();
    return "127.0.0.1:" + ((InetSocketAddress) server.address()).getPort();
  }

  private static SocketAddress anyPort() {
    return new InetSocketAddress("127.0.0.1", 0);
  }

  @Test
  void a_watch_is_set_listed_and_removed() throws IOException {
    String admin = open(anyPort());
    assertThat(
            terminal.run(
                "watch", "--admin", admin, "--path", "/a b", "--share", "0.5", "--minutes", "30"))
        .isEqualTo(Exit.OK);
    assertThat(terminal.out()).isEqualTo("set 1: path /a b, a share of 0.5, until 2026-11-25T17:30:00Z\n");
    assertThat(terminal.run("watch", "list", "--admin", admin)).isEqualTo(Exit.OK);
    assertThat(terminal.out()).isEqualTo("1: path /a b, a share of 0.5, until 2026-11-25T17:30:00Z\n");
    assertThat(terminal.run("watch", "remove", "1", "--admin", admin)).isEqualTo(Exit.OK);
    assertThat(terminal.run("watch", "list", "--admin", admin)).isEqualTo(Exit.OK);
    assertThat(terminal.out()).isEqualTo("nothing is watched\n");
  }

  @Test
  void a_watch_that_the_edge_refuses() throws IOException {
    String admin = open(anyPort());
    assertThat(terminal.run("watch", "--admin", admin, "--path", "cart")).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).isEqualTo("fivetwenty: a path starts with /: cart\n");
    assertThat(terminal.run("watch", "remove", "7", "--admin", admin)).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).isEqualTo("fivetwenty: there is no watch 7, or it has ended\n");
    assertThat(terminal.run("watch", "remove")).isEqualTo(Exit.USAGE);
    assertThat(terminal.run("watch", "cart")).isEqualTo(Exit.USAGE);
    assertThat(terminal.run("watch", "--admin", "127.0.0.1:1")).isEqualTo(Exit.COULD_NOT_TELL);
  }

  @Test
  void a_reload_that_is_done() throws IOException {
    assertThat(terminal.run("reload", "--admin", open(anyPort()))).isEqualTo(Exit.OK);
    assertThat(terminal.out()).isEqualTo("in use, with 1 route\n");
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void a_reload_that_is_refused_shows_the_problems() throws IOException {
    reload = new ReloadResult.Refused(List.of("edge.yaml:4:1: there is no key sit here"));
    assertThat(terminal.run("reload", "--admin", open(anyPort()))).isEqualTo(Exit.USAGE);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err())
        .isEqualTo("the old configuration stays in use:\nedge.yaml:4:1: there is no key sit here\n");
  }

  @Test
  void health_over_a_unix_socket() throws IOException {
    String admin = open(UnixDomainSocketAddress.of(folder.resolve("admin.sock")));
    assertThat(terminal.run("healthcheck", "--admin", admin)).isEqualTo(Exit.OK);
    assertThat(terminal.out()).isEqualTo("ready\n");
    readiness = new Readiness(List.of("draining"));
    assertThat(terminal.run("healthcheck", "--admin", admin)).isEqualTo(Exit.FAULT);
    assertThat(terminal.out()).isEqualTo("draining\n");
    assertThat(terminal.run("healthcheck", "--live", "--quiet", "--admin", admin)).isEqualTo(Exit.OK);
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void nobody_there() throws IOException {
    // Bound, so that nobody else gets the port, and not listening.
    try (var deaf = new Socket()) {
      deaf.bind(anyPort());
      String admin = "127.0.0.1:" + deaf.getLocalPort();
      assertThat(terminal.run("healthcheck", "--admin", admin)).isEqualTo(Exit.FAULT);
      assertThat(terminal.out()).isEqualTo("cannot ask " + admin + ": Connection refused\n");
      assertThat(terminal.run("reload", "--admin", admin)).isEqualTo(Exit.COULD_NOT_TELL);
      assertThat(terminal.err()).isEqualTo("fivetwenty: cannot ask " + admin + ": Connection refused\n");
    }
    String gone = "unix:" + folder.resolve("none.sock");
    assertThat(terminal.run("reload", "--admin", gone)).isEqualTo(Exit.COULD_NOT_TELL);
    assertThat(terminal.err()).startsWith("fivetwenty: cannot ask " + gone + ": ").doesNotContain("defect");
  }

  @Test
  void somebody_else_there() throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> greet(other));
      assertThat(terminal.run("healthcheck", "--admin", "127.0.0.1:" + other.getLocalPort())).isEqualTo(Exit.FAULT);
      assertThat(terminal.out()).endsWith(": what answers there is no edge of this program\n");
    }
  }

  private static void greet(ServerSocket server) {
    try (var socket = server.accept()) {
      socket.getOutputStream().write("220 mail.example ESMTP\r\n".getBytes());
      socket.getInputStream().read(new byte[1024]);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void an_address_that_is_none() {
    assertThat(terminal.run("reload", "--admin", "127.0.0.1:99999")).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("99999 is not a port");
  }
}
