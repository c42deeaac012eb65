package dev.fivetwenty.doctor.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fivetwenty.doctor.Timekeeper;
import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.Hars;
import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.har.json.JsonWriter;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.peers.Programs;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Chromium's network panel takes our files: the code with which it imports HARs makes a request of each
/// entry, with its URL, status, headers and size.
class NetworkPanelTest {

  private static final String PANEL = "devtools://devtools/bundled/devtools_app.html";

  /// Stands in for choosing a file in the panel's dialogue.
  private static final String IMPORT =
      """
      import('devtools://devtools/bundled/models/har/har.js').then(har =>
        har.Importer.Importer.requestsFromHARLog(new har.HARFormat.HARRoot(JSON.parse(%s)).log)
          .map(r => [r.url(), r.statusCode, r.responseHeaders.length, r.resourceSize].join(' ')).join('\\n'))""";

  @TempDir Path folder;

  @Test
  void theNetworkPanelImportsOurFiles() throws Exception {
    Path program = Programs.require("chromium");
    var nowhere = new Target(URI.create("http://127.0.0.1/"), Optional.empty(), 80);
    try (Browser browser =
        Browser.start(program, BrowserWay.to(nowhere, true, false), folder, Timekeeper.system())) {
      Tab tab = Tab.open(browser);
      tab.visit(PANEL);
      for (String name : List.of("own", "own-browser")) {
        String har = Files.readString(Path.of("../corpus/har/made", name + ".har"));
        assertThat(imported(tab, har)).isEqualTo(expected(har));
      }
    }
  }

  private static List<String> imported(Tab tab, String har) throws Exception {
    return tab.evaluate(IMPORT.formatted(JsonWriter.text(Json.of(har)))).lines().toList();
  }

  private static List<String> expected(String har) throws Exception {
    return Hars.entries(Hars.in(har)).stream().map(NetworkPanelTest::line).toList();
  }

  private static String line(HarEntry entry) {
    return "%s %d %d %s".formatted(
        entry.url(), entry.status(), entry.responseHeaders().size(), entry.content().text("size"));
  }
}
