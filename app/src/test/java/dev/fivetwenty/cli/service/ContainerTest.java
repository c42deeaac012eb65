package dev.fivetwenty.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

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
import tools.jackson.databind.json.JsonMapper;

/// The command lines of the Dockerfile, run here with only the modules that its JVM has. No image is built.
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class ContainerTest {

  private static final Path DOCKERFILE = Path.of("../Dockerfile");

  @TempDir Path folder;

  @Test
  void theEdgeStartsIsHealthyAndStops() throws Exception {
    try (var origin = HeldOrigin.named("origin")) {
      List<String> entry = form("ENTRYPOINT");
      var words = new ArrayList<>(form("CMD"));
      words.replaceAll(word -> word.equals("/etc/fivetwenty/edge.yaml") ? "../dist/container.yaml" : word);
      words.addAll(List.of("--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"));
      try (var edge = EdgeProcess.start(Map.of("FIVETWENTY_ORIGIN", origin.url()), options(entry), words)) {
        try (var client = new KeptClient(edge.port())) {
          assertThat(client.get("/")).endsWith("origin");
        }
        assertThat(health(edge.adminPort()).exitCode()).isZero();
        edge.signal(instruction("STOPSIGNAL").replace("SIG", ""));
        assertThat(edge.exitCode()).isZero();
        Started after = health(edge.adminPort());
        assertThat(after.exitCode()).isEqualTo(1);
        assertThat(after.out()).isEqualTo("cannot ask 127.0.0.1:" + edge.adminPort() + ": Connection refused\n");
      }
    }
  }

  private Started health(int adminPort) throws Exception {
    List<String> check = form("HEALTHCHECK");
    var words = new ArrayList<>(check.subList(check.indexOf("-jar") + 2, check.size()));
    words.addAll(List.of("--admin", "127.0.0.1:" + adminPort));
    return Started.run(folder, options(check), words.toArray(String[]::new));
  }

  @Test
  void theJarIsWhereTheBuildPutsIt() throws IOException {
    assertThat(instruction("COPY --from=build /src")).isEqualTo("/app/target/dist/lib /opt/fivetwenty/lib");
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<dist>${project.build.directory}/dist</dist>", "<finalName>fivetwenty</finalName>");
    for (String name : List.of("ENTRYPOINT", "HEALTHCHECK")) {
      assertThat(form(name)).startsWith("/opt/java/bin/java").contains("-jar", "/opt/fivetwenty/lib/fivetwenty.jar");
    }
  }

  @Test
  void nothingRunsAsRoot() throws IOException {
    assertThat(instruction("USER")).matches("[1-9][0-9]+:[1-9][0-9]+");
  }

  /// Returns the options of the JVM in a command, and the modules that it has there.
  private static List<String> options(List<String> command) throws IOException {
    var options = new ArrayList<>(command.subList(1, command.indexOf("-jar")));
    Matcher modules = Pattern.compile("--add-modules (\\S+)").matcher(Files.readString(DOCKERFILE));
    assertThat(modules.find()).isTrue();
    options.addAll(List.of("--limit-modules", modules.group(1)));
    return options;
  }

  /// Returns the words of an instruction in exec form.
  private static List<String> form(String name) throws IOException {
    String text = instruction(name);
    String array = text.substring(text.indexOf('['));
    return JsonMapper.shared().readerForListOf(String.class).readValue(array);
  }

  private static String instruction(String name) throws IOException {
    String joined = Files.readString(DOCKERFILE).replace("\\\n", "");
    Matcher line = Pattern.compile("(?m)^" + name + " ?(.*)$").matcher(joined);
    assertThat(line.find()).as(name).isTrue();
    return line.group(1);
  }
}
