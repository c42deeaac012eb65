package dev.fivetwenty.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Ctrl-C in a process of its own: what is known so far is printed, and the exit code is 130.
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class InterruptTest {

  @TempDir Path folder;

  private Process process;

  @AfterEach
  void end() {
    if (process != null) process.destroyForcibly();
  }

  @Test
  void diagnosePrintsTheVerdictItHas() throws Exception {
    try (Lab lab = Lab.open(LabOptions.ANYWHERE)) {
      start("diagnose", "--repeat", "40", url(lab, "hdr-none"));
      readUntil(process.getErrorStream(), "first: 520 hdr-none");
      interrupt();
    }
    assertThat(out())
        .startsWith("520 hdr-none: ")
        .contains("proof ", "reproduce ", "repetition", "; interrupted")
        .doesNotContain("Exception", "\tat ");
  }

  @Test
  void diagnoseNamesWhatWasNotRunWhereNothingIsKnownYet() throws Exception {
    try (Lab lab = Lab.open(LabOptions.ANYWHERE)) {
      start("diagnose", url(lab, "time-first-byte"));
      // By then a probe has had an answer, which is none to the request itself.
      readUntil(process.getErrorStream(), "request 4 of at most");
      interrupt();
    }
    assertThat(out())
        .startsWith("could not tell")
        .contains("not run  the examination was ended before: repetition, ", "; interrupted")
        .doesNotContain("Exception", "\tat ");
  }

  @Test
  void probePrintsTheTranscriptSoFar() throws Exception {
    String err;
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(30_000);
      start("probe", "http://127.0.0.1:" + server.getLocalPort() + "/slow");
      try (var connection = server.accept()) {
        readUntil(connection.getInputStream(), "\r\n\r\n");
        interrupt();
      }
      err = text(process.getErrorStream());
    }
    assertThat(out())
        .contains("* connected to 127.0.0.1:", "> GET /slow HTTP/1.1\n", "after 0 bytes")
        .doesNotContain("520");
    assertThat(err).isEqualTo("fivetwenty: interrupted before the attempt ended; not judged\n");
  }

  private static String url(Lab lab, String scenario) {
    return "http://127.0.0.1:" + lab.addresses().http().getPort() + "/" + scenario;
  }

  /// Starts a command that takes its standard error for a terminal, so that it shows its progress.
  private void start(String... arguments) throws IOException {
    // A shell may have had its children ignore SIGINT, and a JVM leaves that as it is.
    var command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-Dfivetwenty.terminals=err", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectOutput(folder.resolve("out").toFile());
    builder.environment().remove("CI");
    process = builder.start();
  }

  private void interrupt() throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
  }

  private String out() throws IOException {
    return Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
  }

  private static void readUntil(InputStream in, String wanted) throws IOException {
    var seen = new StringBuilder();
    while (seen.indexOf(wanted) < 0) {
      int octet = in.read();
      assertThat(octet).as("the end came before %s, after %s", wanted, seen).isNotNegative();
      seen.append((char) octet);
    }
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
