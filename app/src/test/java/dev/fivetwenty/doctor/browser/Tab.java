package dev.fivetwenty.doctor.browser;

import dev.fivetwenty.har.json.Json;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/// A page of a browser that a test drives, and looks at.
public final class Tab {

  /// A starved machine takes long for a page.
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Browser browser;
  private final String session;
  private Window window;

  /// What a page is shown in.
  ///
  /// @param scale pixels of the screen to one of the page
  /// @param dark  what the visitor prefers
  public record Window(int width, int height, int scale, boolean phone, boolean dark) {}

  /// A response that the browser got.
  ///
  /// @param fields names in any case
  public record Got(String url, int status, Map<String, String> fields) {}

  private Tab(Browser browser, String session) {
    this.browser = browser;
    this.session = session;
  }

  /// Opens an empty one. A browser has one at a time here: its events are not told from another's.
  public static Tab open(Browser browser) throws BrowserProblem, InterruptedException {
    Json.Obj page =
        browser.ask("", "Target.createTarget", Json.object("url", Json.of("about:blank")), PATIENCE);
    var target = Json.object("targetId", Json.of(page.text("targetId")), "flatten", Json.of(true));
    var tab = new Tab(browser, browser.ask("", "Target.attachToTarget", target, PATIENCE).text("sessionId"));
    tab.ask("Page.enable", Json.Obj.EMPTY);
    tab.ask("Network.enable", Json.Obj.EMPTY);
    return tab;
  }

  private Json.Obj ask(String method, Json.Obj params) throws BrowserProblem, InterruptedException {
    return browser.ask(session, method, params, PATIENCE);
  }

  /// Has that window from now on, with an empty page in it.
  public void show(Window wanted) throws BrowserProblem, InterruptedException {
    if (wanted.equals(window)) return;
    window = wanted;
    // The page that is there would load other images.
    visit("about:blank");
    ask("Emulation.setDeviceMetricsOverride",
        Json.object(
                "width", Json.of(wanted.width), "height", Json.of(wanted.height), "deviceScaleFactor",
                Json.of(wanted.scale))
            .with("mobile", Json.of(wanted.phone)));
    var scheme = Json.object("name", Json.of("prefers-color-scheme"), "value", Json.of(wanted.dark ? "dark" : "light"));
    ask("Emulation.setEmulatedMedia", Json.object("features", new Json.Arr(List.of(scheme))));
  }

  /// Goes to a page; returns what came until that, its images and its fonts were there.
  public List<Got> visit(String url) throws BrowserProblem, InterruptedException {
    while (browser.tools().next(Duration.ZERO).isPresent()) continue;
    String error = ask("Page.navigate", Json.object("url", Json.of(url))).text("errorText");
    if (!error.isEmpty()) throw new BrowserProblem(url + ": " + error);
    var got = new ArrayList<Got>();
    String last;
    do last = take(got, browser.tools().next(PATIENCE)).orElseThrow(() -> new BrowserProblem(url + " was never loaded"));
    while (!last.equals("Page.loadEventFired"));
    evaluate("document.fonts.ready.then(() => '')");
    while (take(got, browser.tools().next(Duration.ZERO)).isPresent()) continue;
    return got;
  }

  /// Returns what happened.
  private static Optional<String> take(List<Got> got, Optional<DevTools.Event> event) {
    event.filter(e -> e.method().equals("Network.responseReceived"))
        .ifPresent(e -> got.add(got(e.params().object("response"))));
    return event.map(DevTools.Event::method);
  }

  private static Got got(Json.Obj response) {
    var fields = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    Json.Obj headers = response.object("headers");
    headers.members().forEach(field -> fields.put(field.name(), headers.text(field.name())));
    return new Got(response.text("url"), (int) response.number("status", 0), fields);
  }

  /// Returns the text that an expression, or what it promises, comes to.
  public String evaluate(String expression) throws BrowserProblem, InterruptedException {
    var evaluation =
        Json.object("expression", Json.of(expression), "awaitPromise", Json.of(true), "returnByValue", Json.of(true));
    Json.Obj answer = ask("Runtime.evaluate", evaluation);
    Json.Obj thrown = answer.object("exceptionDetails");
    if (!thrown.members().isEmpty()) throw new BrowserProblem(expression + ": " + thrown.text("text"));
    return answer.object("result").text("value");
  }

  /// Returns what the window shows.
  public BufferedImage picture() throws BrowserProblem, InterruptedException, IOException {
    String data = ask("Page.captureScreenshot", Json.object("format", Json.of("png"), "optimizeForSpeed", Json.of(true))).text("data");
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data)));
  }
}
