package dev.fivetwenty.cli.alwaysonline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cli.Terminal;
import dev.fivetwenty.cli.service.EdgeService;
import dev.fivetwenty.config.EdgeConfig;
import dev.fivetwenty.config.node.Overrides;
import dev.fivetwenty.config.node.Source;
import dev.fivetwenty.config.node.Surroundings;
import dev.fivetwenty.config.yaml.EdgeYaml;
import dev.fivetwenty.edge.Caller;
import dev.fivetwenty.edge.Reply;
import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The page about Always Online as a stranger follows it, on other ports.
@Timeout(180)
class AlwaysOnlinePageTest {

  private static final Pattern YAML = Pattern.compile("```yaml\n(listen.*?)```", Pattern.DOTALL);
  private static final Pattern COMMAND = Pattern.compile("^\\./fivetwenty (always-online .*)$", Pattern.MULTILINE);

  @TempDir Path folder;

  private final Terminal terminal = new Terminal();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private String page;

  @Test
  void whatThePageTellsToTypeDoesWhatItSays() throws Exception {
    page = Files.readString(Path.of("../docs/operations/always-online.md"));
    Lab lab = Lab.open(LabOptions.ANYWHERE);
    try (lab) {
      EdgeService edge = start(lab);
      try {
        assertThat(ask(edge).status()).isEqualTo(200);
        run(edge);
        lab.close();
        Reply copy = ask(edge);
        assertThat(copy.status()).isEqualTo(200);
        assertThat(page).contains("Cache-Status: " + copy.field("Cache-Status").orElseThrow());
        assertThat(terminal.run("probe", "-H", "Host: 127.0.0.1:8520", "http://127.0.0.1:" + port(edge) + "/ok")).isZero();
        assertThat(terminal.out()).contains("a kept copy: HTTP/1.1 200 OK", "origin fails, with connection_refused");
      } finally {
        edge.stop();
      }
    }
    String told = notices.stream().filter(line -> line.startsWith("visitors of ")).findFirst().orElseThrow();
    assertThat(page).contains("`" + told.replaceFirst(" \\S+$", "") + "`");
  }

  private EdgeService start(Lab lab) throws IOException {
    String text =
        YAML.matcher(page).results().map(found -> found.group(1)).findFirst().orElseThrow()
            .replace(":8520", ":0").replace(":8521", ":0")
            .replace(":8580", ":" + lab.addresses().http().getPort())
            .replace("always_online: true", "always_online: {crawl: {start: ['http://127.0.0.1:8520/ok']}}");
    var source = Source.of("page", folder, new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
    EdgeConfig config = EdgeYaml.read(source, Overrides.NONE, Surroundings.ofProcess(Map.of()));
    return EdgeService.start(config, () -> config, folder.resolve("data"), Map.of(), "1.2.3", notices::add);
  }

  private static Reply ask(EdgeService edge) throws IOException {
    try (var caller = new Caller(new InetSocketAddress("127.0.0.1", port(edge)))) {
      return caller.get("127.0.0.1:8520", "/ok");
    }
  }

  private static int port(EdgeService edge) {
    String address = edge.addresses().getFirst();
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  private void run(EdgeService edge) {
    String admin = "127.0.0.1:" + ((InetSocketAddress) edge.adminAddress().orElseThrow()).getPort();
    List<String> commands = COMMAND.matcher(page).results().map((MatchResult found) -> found.group(1)).toList();
    assertThat(commands).hasSizeGreaterThan(6);
    // The first says whether the page is kept by now.
    while (run(commands.getFirst(), admin) != 0) LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    assertThat(terminal.out()).startsWith("served, ");
    for (String command : commands) {
      assertThat(run(command, admin)).as(command + ": " + terminal.err()).isLessThan(2);
    }
  }

  private int run(String command, String admin) {
    var words = new ArrayList<String>();
    Pattern.compile("'([^']*)'|(\\S+)").matcher(command).results()
        .forEach(word -> words.add(word.group(1) == null ? word.group(2) : word.group(1)));
    words.addAll(List.of("--admin", admin));
    return terminal.run(words.toArray(String[]::new));
  }
}
