package dev.fivetwenty.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import dev.fivetwenty.peers.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The README's commands for the edge, on other ports, print what it shows.
@Timeout(120)
class EdgeReadmeTest {

  @Test
  void aStrangerSeesThe520ThatIsShown() throws Exception {
    List<String> commands = fences("sh");
    String edgeCommand = startingWith(commands, "./fivetwenty edge ");
    String curlCommand = startingWith(commands, "curl ");
    try (Lab lab = Lab.open(LabOptions.ANYWHERE)) {
      String labPort = String.valueOf(lab.addresses().http().getPort());
      var words = new ArrayList<>(List.of(edgeCommand.replace("8580", labPort).split(" ")));
      words.addAll(List.of("--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"));
      List<String> arguments = words.subList(1, words.size());
      try (var edge = EdgeProcess.start(Map.of(), EdgeProcess.QUICKLY, arguments)) {
        String seen = shell(curlCommand.replace("8520", String.valueOf(edge.port())));
        String shown = startingWith(fences("text"), "HTTP/1.1 520 ");
        assertThat(normal(seen)).startsWith(normal(shown)).contains("Where it broke", "If you run this site");
      }
    }
  }

  private static String startingWith(List<String> commands, String start) {
    return commands.stream().filter(c -> c.startsWith(start)).findFirst().orElseThrow().strip();
  }

  private static String shell(String command) throws IOException {
    Programs.require("curl");
    Process process =
        new ProcessBuilder("sh", "-c", command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8).replace("\r\n", "\n");
  }

  private static String normal(String response) {
    return response.replaceAll("(?m)^Date: .*$", "Date: …")
        .replaceAll("(?m)^Content-Length: [0-9]+$", "Content-Length: …")
        .replaceAll("Ray-Id: [0-9a-f]{16}-LOC", "Ray-Id: …");
  }

  private static List<String> fences(String language) throws IOException {
    return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
        .matcher(Files.readString(Path.of("../README.md"))).results().map(hit -> hit.group(1)).toList();
  }
}
