package dev.fivetwenty.cli.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.cli.Commands;
import dev.fivetwenty.cli.ticket.source.TicketOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The commands that the page about tickets shows are understood, and it names every option.
class TicketDocsTest {

  private static final Pattern COMMAND = Pattern.compile("(?m)^\\./fivetwenty (.+)$");

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/ticket.md"));
  }

  @Test
  void itsCommandsAreUnderstood() throws IOException {
    Matcher command = COMMAND.matcher(page());
    int count = 0;
    for (; command.find(); count++) {
      String[] words = command.group(1).split(" ");
      var values = Commands.named(words[0]).orElseThrow().options().read(words);
      new TicketOptions(values).check();
      assertThat(values.has("--out")).isTrue();
    }
    assertThat(count).isEqualTo(5);
  }

  @Test
  void everyOptionOfTheTicketIsExplained() throws IOException {
    List<String> options =
        Pattern.compile("(?m)^ +(?:-\\w, )?(--[a-z-]+)").matcher(TicketOptions.HELP).results()
            .map(hit -> hit.group(1)).filter(option -> !option.equals("--out")).toList();
    assertThat(options).hasSize(9);
    assertThat(page()).contains(options);
  }
}
