package dev.fivetwenty.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every text of the repository must keep to.
class DocsTest {

  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)(?:#[^)]*)?\\)");
  private static final Pattern COMMAND = Pattern.compile("\\./fivetwenty ([a-z]+(?:-[a-z]+)*)");

  /// Commands that exist; a page must not promise others.
  private static final Set<String> COMMANDS =
      Set.of(
          "diagnose", "probe", "judge", "edge", "reload", "healthcheck", "lab", "causes", "ranges",
          "check-config", "print-config", "har", "ticket", "watch", "why", "incidents", "replay", "rules",
          "always-online");

  @Test
  void no_link_leads_nowhere() throws IOException {
    var broken = new ArrayList<String>();
    for (Path text : texts()) {
      Matcher link = LINK.matcher(Docs.text(text));
      while (link.find()) {
        if (!Files.exists(text.resolveSibling(link.group(1)))) broken.add(text + ": " + link.group(1));
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void only_commands_that_exist_are_shown() throws IOException {
    for (Path text : texts()) {
      Matcher command = COMMAND.matcher(Docs.text(text));
      while (command.find()) assertThat(COMMANDS).as("%s", text).contains(command.group(1));
    }
  }

  private static List<Path> texts() throws IOException {
    try (Stream<Path> top = Files.list(Docs.file("."));
        Stream<Path> below = Files.walk(Docs.file("docs"))) {
      return Stream.concat(top, below).filter(f -> f.toString().endsWith(".md")).toList();
    }
  }
}
