package dev.fivetwenty.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What a process does when the system speaks to it.
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class SignalsTest {

  private static final String CONFIG =
      """
      listen: [127.0.0.1:0]
      admin: 127.0.0.1:0
      shutdown_timeout: 1d
      access_log: {path: %s}
      routes: [{origins: ["%s"]}]
      """;

  @TempDir Path folder;

  @Test
  void hupReloadsUsr1ReopensTermDrains() throws Exception {
    try (var origin = HeldOrigin.named("origin"); var edge = start("access.log", origin)) {
      try (var client = new KeptClient(edge.port())) {
        assertThat(client.get("/one")).endsWith("origin");
        reload(edge, origin);
        rotate(edge);
        assertThat(client.get("/two")).as("the same connection").contains("-NEW\r\n");
        drain(edge, origin);
        assertThat(client.rest()).isEqualTo(new KeptClient.Rest("", false));
      }
      assertThat(edge.exitCode()).isZero();
      assertThat(edge.otherErrors()).isEmpty();
    }
    assertThat(Files.readAllLines(folder.resolve("access.log.1"))).singleElement().asString().contains("/one");
    // Of two loops, so either may come first.
    assertThat(Files.readAllLines(folder.resolve("access.log"))).hasSize(2)
        .anyMatch(line -> line.contains("/two")).anyMatch(line -> line.contains("/held"));
  }

  private void reload(EdgeProcess edge, HeldOrigin origin) throws Exception {
    write("access.log", origin, "sit: NEW\n");
    edge.signal("HUP");
    edge.awaitError("edge: .*/edge\\.yaml:6:1: there is no key sit here; did you mean site\\?");
    edge.awaitError("edge:   6 \\| sit: NEW");
    edge.awaitError("edge:     \\| \\^\\^\\^");
    edge.awaitError("edge: reload: refused, the old configuration stays in use");
    Files.delete(folder.resolve("edge.yaml"));
    edge.signal("HUP");
    edge.awaitError("edge: .*/edge\\.yaml: there is no such file");
    edge.awaitError("edge: reload: refused, the old configuration stays in use");
    write("access.log", origin, "site: NEW\n");
    edge.signal("HUP");
    edge.awaitError("edge: reload: in use, with 1 route");
  }

  private void rotate(EdgeProcess edge) throws Exception {
    Path log = folder.resolve("access.log");
    edge.await(() -> isWritten(log));
    Files.move(log, folder.resolve("access.log.1"));
    edge.signal("USR1");
    edge.await(() -> Files.exists(log));
  }

  private static boolean isWritten(Path log) {
    try {
      return Files.size(log) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static void drain(EdgeProcess edge, HeldOrigin origin) throws Exception {
    try (var busy = new KeptClient(edge.port())) {
      busy.send("GET /held");
      busy.head();
      origin.awaitHeld();
      edge.signal("TERM");
      edge.awaitError("edge: stopping: exchanges have 1d to end; a second signal stops at once");
      edge.await(() -> isRefused(edge.port()));
      assertThatThrownBy(() -> new KeptClient(edge.port())).isInstanceOf(ConnectException.class);
      origin.let();
      assertThat(busy.rest()).isEqualTo(new KeptClient.Rest("origin", false));
    }
  }

  private static boolean isRefused(int port) {
    try (var _ = new KeptClient(port)) {
      return false;
    } catch (IOException refused) {
      return true;
    }
  }

  @Test
  void aSecondTermStopsAtOnceAndAReaderThatWentAwayStopsNothing() throws Exception {
    try (var origin = HeldOrigin.named("origin"); var edge = start("stdout", origin)) {
      try (var client = new KeptClient(edge.port()); var out = new InputStreamReader(edge.out(), UTF_8)) {
        client.get("/first");
        assertThat(new BufferedReader(out).readLine()).contains("\"path\":\"/first\"");
        // As `fivetwenty edge | head -1` does.
        edge.out().close();
        assertThat(client.get("/second")).endsWith("origin");
        edge.awaitError("edge: access log: standard output: .*; tried again each second, .*");
        assertThat(client.get("/third")).endsWith("origin");
        client.send("GET /held");
        client.head();
        origin.awaitHeld();
        edge.signal("TERM");
        edge.awaitError("edge: stopping: .*");
        edge.signal("TERM");
        edge.awaitError("edge: exchanges that had not ended were cut off");
        assertThat(client.rest().text()).isEqualTo("o");
      }
      assertThat(edge.exitCode()).isZero();
    }
  }

  private EdgeProcess start(String log, HeldOrigin origin) throws IOException, InterruptedException {
    return EdgeProcess.start(write(log, origin, ""));
  }

  private Path write(String log, HeldOrigin origin, String more) throws IOException {
    return Files.writeString(folder.resolve("edge.yaml"), CONFIG.formatted(log, origin.url()) + more);
  }
}
