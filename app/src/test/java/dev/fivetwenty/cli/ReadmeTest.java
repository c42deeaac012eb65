package dev.fivetwenty.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.lab.Lab;
import dev.fivetwenty.lab.LabOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The commands of the README do what it says, and print what it shows.
@Timeout(60)
class ReadmeTest {

  private static final Path README = Path.of("../README.md");

  @Test
  void itsCommandsAreTheseAndExist() throws IOException {
    assertThat(fences("sh"))
        .containsExactly(
            "./fivetwenty lab\n",
            "./fivetwenty diagnose http://127.0.0.1:8580/resp-empty-fin\n",
            "./fivetwenty edge --origin http://127.0.0.1:8580\n",
            "curl -i -H 'Accept: text/plain' http://127.0.0.1:8520/resp-empty-fin\n",
            "./dev test\n");
    assertThat(Files.readString(Path.of("../dev"))).contains("\n  test) exec mvn ");
  }

  @Test
  void theDiagnosisPrintsWhatIsShown() throws IOException {
    String[] words = fences("sh").get(1).strip().split(" ");
    var terminal = new Terminal();
    try (Lab lab = Lab.open(LabOptions.ANYWHERE)) {
      int port = lab.addresses().http().getPort();
      int code = terminal.run(words[1], words[2].replace("8580", String.valueOf(port)));
      assertThat(code).isEqualTo(Exit.FAULT);
    }
    assertThat(terminal.err()).isEmpty();
    assertThat(Goldens.normal(terminal.out()))
        .isEqualTo(Goldens.normal(fences("text").getFirst()));
  }

  @Test
  void theLabStartsWhereTheDiagnosisAsks() {
    assertThat(Commands.named("lab").orElseThrow().options().help()).contains("8580");
  }

  @Test
  void theOtherExampleIsACommandLineThatIsUnderstood() throws IOException {
    String[] words = fences("text").get(1).strip().split(" ");
    assertThat(words[0]).isEqualTo("./fivetwenty");
    String[] arguments = List.of(words).subList(1, words.length).toArray(String[]::new);
    var values = Commands.named(words[1]).orElseThrow().options().read(arguments);
    assertThat(values.last("--origin", "")).isEqualTo("203.0.113.7");
  }

  private static List<String> fences(String language) throws IOException {
    return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
        .matcher(Files.readString(README)).results().map(hit -> hit.group(1)).toList();
  }
}
