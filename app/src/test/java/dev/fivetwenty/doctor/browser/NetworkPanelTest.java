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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Chromium's network panel takes our files: the code with which it imports HARs makes a request of each
/// entry, with its URL, status, headers and size.
class NetworkPanelTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String PANEL = "devtools://devtools/bundled/devtools_app.html";

  /// Stands in for choosing a file in the panel's dialogue.
  private static final String IMPORT =
      """
      import('devtools://devtools/bundled/models/har/har.js').then(har =>
        har.Importer.Importer.requestsFromHARLog(new har.HARFormat.HARRoot(JSON.parse(%s)).log)
          .map(r => [r.url(), r.statusCode, r.responseHeaders.length, r.resourceSize].join(' ')).join('\\n'))""";

  @TempDir Path folder;

  private String session = "";

  @Test
  void theNetworkPanelImportsOurFiles() throws Exception {
    Path program = Programs.require("chromium");
    var nowhere = new Target(URI.create("http://127.0.0.1/"), Optional.empty(), 80);
    try (Browser browser =
        Browser.start(program, BrowserWay.to(nowhere, true, false), folder, Timekeeper.system())) {
      open(browser);
      for (String name : List.of("own", "own-browser")) {
        String har = Files.readString(Path.of("../corpus/har/made", name + ".har"));
        assertThat(imported(browser, har)).isEqualTo(expected(har));
      }
    }
  }

  private Json.Obj ask(Browser browser, String method, Json.Obj params) throws Exception {
    return browser.ask(session, method, params, PATIENCE);
  }

  private void open(Browser browser) throws Exception {
    Json.Obj page = ask(browser, "Target.createTarget", Json.object("url", Json.of("about:blank")));
    var target = Json.object("targetId", Json.of(page.text("targetId")), "flatten", Json.of(true));
    session = ask(browser, "Target.attachToTarget", target).text("sessionId");
    ask(browser, "Page.enable", Json.Obj.EMPTY);
    ask(browser, "Page.navigate", Json.object("url", Json.of(PANEL)));
    Optional<DevTools.Event> event;
    do event = browser.tools().next(PATIENCE);
    while (event.filter(e -> !e.method().equals("Page.domContentEventFired")).isPresent());
    assertThat(event).as("the panel was loaded").isPresent();
  }

  private List<String> imported(Browser browser, String har) throws Exception {
    String expression = IMPORT.formatted(JsonWriter.text(Json.of(har)));
    var evaluation =
        Json.object("expression", Json.of(expression), "awaitPromise", Json.of(true), "returnByValue", Json.of(true));
    Json.Obj answer = ask(browser, "Runtime.evaluate", evaluation);
    assertThat(answer.object("exceptionDetails").members()).isEmpty();
    return answer.object("result").text("value").lines().toList();
  }

  private static List<String> expected(String har) throws Exception {
    return Hars.entries(Hars.in(har)).stream().map(NetworkPanelTest::line).toList();
  }

  private static String line(HarEntry entry) {
    return "%s %d %d %s".formatted(
        entry.url(), entry.status(), entry.responseHeaders().size(), entry.content().text("size"));
  }
}
