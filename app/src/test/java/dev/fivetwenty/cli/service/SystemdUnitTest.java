package dev.fivetwenty.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.peers.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The commands of `dist/fivetwenty.service`, with a socket that plays systemd's.
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class SystemdUnitTest {

  private static final Path UNIT = Path.of("../dist/fivetwenty.service");
  private static final String LAUNCHER = "/opt/fivetwenty/fivetwenty ";
  private static final String CONFIG = "/etc/fivetwenty/edge.yaml";

  @TempDir Path folder;

  @Test
  void systemdHearsOfStartReloadAndStop() throws Exception {
    Path notify = folder.resolve("notify");
    try (var origin = HeldOrigin.named("origin"); var systemd = SystemdSocket.at(notify)) {
      Path file = write(origin, "");
      assertThat(run("ExecStartPre", file).exitCode()).isZero();
      var environment = Map.of("NOTIFY_SOCKET", notify.toString(), "WATCHDOG_USEC", "200000");
      try (var edge = EdgeProcess.start(environment, EdgeProcess.QUICKLY, words("ExecStart", file))) {
        assertThat(systemd.await("READY=1\n")).isEqualTo("READY=1\nSTATUS=listening on 127.0.0.1:" + edge.port());
        systemd.await("WATCHDOG=1");
        reload(edge, file, 0, systemd);
        write(origin, "sit: X\n");
        assertThat(reload(edge, file, 2, systemd).err()).contains(file + ":4:1: there is no key sit here");
        edge.signal("TERM");
        systemd.await("STOPPING=1\n");
        assertThat(edge.exitCode()).isZero();
      }
    }
  }

  private Started reload(EdgeProcess edge, Path file, int exitCode, SystemdSocket systemd) throws Exception {
    Started reload = run("ExecReload", file, "--admin", "127.0.0.1:" + edge.adminPort());
    assertThat(reload.exitCode()).as(reload.err()).isEqualTo(exitCode);
    assertThat(systemd.await("RELOADING=1\n")).containsPattern("\nMONOTONIC_USEC=[0-9]+$");
    systemd.await("READY=1\n");
    return reload;
  }

  @Test
  void stoppingHasTheTimeThatItTakes() throws IOException {
    EdgeConfig config = EdgeServiceTest.read(Files.writeString(folder.resolve("edge.yaml"),
        "routes: [{origins: [\"http://127.0.0.1:1\"]}]\n"));
    int seconds = Integer.parseInt(value("TimeoutStopSec"));
    assertThat(config.shutdownTimeout().toSeconds()).isLessThan(seconds - 5);
  }

  @Test
  void theJvmMayWriteCode() throws IOException {
    assertThat(Files.readString(UNIT)).doesNotContain("MemoryDenyWriteExecute=");
  }

  @Test
  void systemdUnderstandsTheUnit() throws Exception {
    String analyze = Programs.require("systemd-analyze").toString();
    // What it starts is not installed here, and need not be.
    String unit = Files.readString(UNIT).replace(LAUNCHER, "/bin/true ");
    Path copy = Files.writeString(folder.resolve("fivetwenty.service"), unit);
    Process verify = new ProcessBuilder(analyze, "verify", "--man=no", copy.toString()).redirectErrorStream(true).start();
    String said = new String(verify.getInputStream().readAllBytes());
    assertThat(said.lines().filter(line -> line.contains("fivetwenty"))).isEmpty();
  }

  private Path write(HeldOrigin origin, String more) throws IOException {
    String text = "listen: [127.0.0.1:0]\nadmin: 127.0.0.1:0\nroutes: [{origins: [\"%s\"]}]\n%s";
    return Files.writeString(folder.resolve("edge.yaml"), text.formatted(origin.url(), more));
  }

  private Started run(String key, Path file, String... more) throws Exception {
    var words = new ArrayList<>(words(key, file));
    words.addAll(List.of(more));
    return Started.run(folder, EdgeProcess.QUICKLY, words.toArray(String[]::new));
  }

  /// Returns the words of a command of the unit, with another configuration.
  private static List<String> words(String key, Path file) throws IOException {
    String line = value(key);
    assertThat(line).startsWith(LAUNCHER);
    return List.of(line.substring(LAUNCHER.length()).replace(CONFIG, file.toString()).split(" "));
  }

  private static String value(String key) throws IOException {
    Matcher line = Pattern.compile("(?m)^" + key + "=(.*)$").matcher(Files.readString(UNIT));
    assertThat(line.find()).as(key).isTrue();
    return line.group(1);
  }
}
