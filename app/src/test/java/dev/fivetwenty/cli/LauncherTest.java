package dev.fivetwenty.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The launcher without a JDK, with the wrong one and with the right one; `java` and `mvn` are scripts here.
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  @TempDir Path folder;

  private final Map<String, String> environment = new LinkedHashMap<>();
  private Path launcher;
  private String err;
  private String out;

  @BeforeEach
  void copy() throws IOException {
    launcher = Files.copy(Path.of("../fivetwenty"), folder.resolve("fivetwenty"));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    environment.put("PATH", folder + "/bin:/usr/bin:/bin");
    environment.put("HOME", folder.toString());
    environment.put("FIVETWENTY_JDKS", folder + "/jdks/*");
    // Hides whatever this machine has, so that every test starts with nothing.
    script("bin/java", "exit 9");
  }

  @Test
  void saysWhatToInstallWhereThereIsNoJdk() throws Exception {
    assertThat(run("--version")).isEqualTo(2);
    assertThat(err).contains("needs a JDK 25", "openjdk-25-jdk", "adoptium.net");
    assertThat(out).isEmpty();
  }

  @Test
  void doesNotTakeAnOlderJdk() throws Exception {
    environment.put("JAVA_HOME", jdk("old", "21.0.4").toString());
    assertThat(run("--version")).isEqualTo(2);
    environment.put("FIVETWENTY_JAVA", jdk("older", "17.0.1").toString());
    assertThat(run("--version")).isEqualTo(2);
    assertThat(err).contains("FIVETWENTY_JAVA is no JDK 25");
  }

  @Test
  void findsAJdkInTheUsualPlacesAndRunsWhatIsBuilt() throws Exception {
    Path jdk = jdk("jdks/temurin-25", "25.0.3");
    built(jdk);
    assertThat(run("probe", "a b")).isZero();
    assertThat(out).contains("-XX:TieredStopAtLevel=1", "-jar " + folder, "fivetwenty.jar probe a b");
    assertThat(err).isEmpty();
  }

  @Test
  void startsTheEdgeWithTheCompilerOfAServer() throws Exception {
    built(jdk("jdks/25", "25"));
    assertThat(run("edge")).isZero();
    assertThat(out)
        .contains("-Xms176m", "-Xmn96m", "-XX:+ExitOnOutOfMemoryError", "-XX:InlineSmallCode=1200", "-XX:TrimNativeHeapInterval=30000", "-XX:AOTCache=")
        .doesNotContain("TieredStopAtLevel");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xmx64m", "-Xms64m", "-XX:MaxHeapSize=64m", "-XX:MaxRAMPercentage=50"})
  void leavesTheHeapToWhoeverSizesIt(String size) throws Exception {
    built(jdk("jdks/25", "25"));
    environment.put("FIVETWENTY_FLAGS", "-Dany=1 " + size);
    assertThat(run("edge")).isZero();
    assertThat(out).contains("-Xmn48m -Dany=1 " + size).doesNotContain("-Xms176m", "-Xmn96m");
  }

  @Test
  void whatIsWantedOfTheNurseryComesLastAndIsSo() throws Exception {
    built(jdk("jdks/25", "25"));
    environment.put("FIVETWENTY_FLAGS", "-Xmn16m");
    assertThat(run("edge")).isZero();
    assertThat(out).contains("-Xms176m -Xmn96m -Xmn16m");
  }

  @Test
  void prefersWhatTheEnvironmentNames() throws Exception {
    built(jdk("jdks/25", "25"));
    Path own = jdk("own", "25.0.1");
    environment.put("FIVETWENTY_JAVA", own.toString());
    assertThat(run("--version")).isZero();
    assertThat(out).startsWith(own.toString());
  }

  @Test
  void buildsOnFirstUseAndSaysSoOnStandardError() throws Exception {
    Path jdk = jdk("jdks/25", "25");
    String dist = folder + "/app/target/dist";
    script("bin/mvn", "mkdir -p " + dist + "/lib; : >" + dist + "/lib/fivetwenty.jar; echo " + jdk + " >" + dist + "/jdk");
    assertThat(run("--version")).isZero();
    assertThat(err).contains("first use: building");
    assertThat(run("--version")).isZero();
    assertThat(err).isEmpty();
  }

  /// As when somebody follows the README in two terminals: the build here ends only after another one was wanted.
  @Test
  void buildsOnceForTwoFirstCommands() throws Exception {
    Path jdk = jdk("jdks/25", "25");
    String dist = folder + "/app/target/dist";
    script(
        "bin/mvn",
        """
        cd %s
        echo run >>runs
        if [ "$(wc -l <runs)" -eq 1 ]; then
          ./fivetwenty other >second 2>&1 9>&- &
          tries=0
          until grep -q 'first use' second || [ $((tries += 1)) -gt 5000 ]; do :; done
        fi
        mkdir -p %s/lib
        : >%s/lib/fivetwenty.jar
        echo %s >%s/jdk""".formatted(folder, dist, dist, jdk, dist));
    assertThat(run("one")).isZero();
    Path second = folder.resolve("second");
    for (int i = 0; i < 3000 && !Files.readString(second).contains("fivetwenty.jar other"); i++) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(second).content().contains("first use", "fivetwenty.jar other");
    assertThat(folder.resolve("runs")).hasContent("run");
  }

  @Test
  void showsWhyABuildFailed() throws Exception {
    jdk("jdks/25", "25");
    script("bin/mvn", "echo 'no network'; exit 1");
    assertThat(run("--version")).isEqualTo(2);
    assertThat(err).contains("no network", "the build failed");
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    script(name + "/bin/java", "echo " + home + " \"$@\"");
    Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private void built(Path jdk) throws IOException {
    Path dist = Files.createDirectories(folder.resolve("app/target/dist/lib")).getParent();
    Files.createFile(dist.resolve("lib/fivetwenty.jar"));
    Files.writeString(dist.resolve("jdk"), jdk + "\n");
  }

  private void script(String name, String body) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private int run(String... args) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(launcher.toString());
    command.addAll(List.of(args));
    var builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    out = Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
    err = Files.readString(folder.resolve("err"), StandardCharsets.UTF_8);
    return process.exitValue();
  }
}
