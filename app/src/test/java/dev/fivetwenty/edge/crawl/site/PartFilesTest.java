package dev.fivetwenty.edge.crawl.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What browsers load of a file, by the list that stands beside it.
class PartFilesTest {

  private static final String SITE = "https://a.test";
  private static final URI BASE = URI.create(SITE + "/shop/here");

  @ParameterizedTest
  @ValueSource(strings = {"page.html", "sheet.css", "module.js"})
  void all_that_a_browser_loads_is_found_and_nothing_else(String file) throws IOException {
    var found = new ArrayList<String>();
    Consumer<URI> part = url -> found.add(url.toString().replace(SITE, ""));
    byte[] content = read(file);
    switch (file.substring(file.indexOf('.'))) {
      case ".html" -> PageLinks.of(content, "text/html", BASE).parts().forEach(part);
      case ".css" -> StyleLinks.of(new String(content, UTF_8), BASE, part);
      default -> ScriptLinks.of(new String(content, UTF_8), BASE, part);
    }
    List<String> wanted = new String(read(file + ".parts"), UTF_8).lines().toList();
    assertThat(wanted).isNotEmpty();
    assertThat(found).containsExactlyInAnyOrderElementsOf(wanted);
  }

  private static byte[] read(String file) throws IOException {
    try (InputStream in = PartFilesTest.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }

  @Test
  void a_script_is_read_once_through() {
    var found = new ArrayList<URI>();
    for (String piece : List.of("import \"./", "from'./a", "import", "import(  ", "from\"/" + "x".repeat(5000))) {
      ScriptLinks.of(piece.repeat(1_000_000 / piece.length()), BASE, found::add);
      ScriptLinks.ofMap(piece.repeat(1_000_000 / piece.length()), BASE, found::add);
    }
    assertThat(found).hasSizeLessThan(2000);
    found.clear();
    ScriptLinks.of("import './a.js';".repeat(10_000), BASE, found::add);
    assertThat(found).hasSize(500);
  }

  @Test
  void sets_of_images_that_never_end_are_left() {
    var found = new ArrayList<URI>();
    StyleLinks.of("image-set(\"".repeat(400_000), BASE, found::add);
    StyleLinks.of("image-set(".repeat(400_000), BASE, found::add);
    assertThat(found).hasSizeLessThan(501);
  }
}
