package dev.fivetwenty.doctor.browser;

import dev.fivetwenty.doctor.Timekeeper;
import dev.fivetwenty.har.Pairs;
import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.origin.RequestBytes;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Sends a browser to a page, once, and waits until it is loaded and quiet.
///
/// @param fields    sent with each request beside the browser's own
/// @param cookies   as in `Cookie`, set for the host of the URL
/// @param userAgent in the place of the browser's own
/// @param total     until then, whatever is still missing
public record BrowserVisit(
    URI url,
    List<RequestBytes.Line> fields,
    Optional<String> cookies,
    Optional<String> userAgent,
    Duration total) {

  /// For a command that has nothing to wait for.
  private static final Duration COMMAND = Duration.ofSeconds(30);

  /// Without an event for that long and without a request under way, a loaded page is quiet.
  private static final Duration QUIET = Duration.ofMillis(500);

  /// A page that polls is never quiet.
  private static final Duration SETTLE = Duration.ofSeconds(5);

  /// Content kept of one exchange, and of all.
  private static final long MAX_CONTENT = 1 << 20;
  private static final long MAX_CONTENTS = 16 << 20;

  /// Visits on this thread. A browser is used for one visit: the next one would find its connections.
  public Visited run(Browser browser, Timekeeper time) throws BrowserProblem, InterruptedException {
    return new Run(browser, time).visited();
  }

  private final class Run {

    private final Browser browser;
    private final Timekeeper time;
    private final NetworkLog log = new NetworkLog();
    private final Map<String, Double> moments = new HashMap<>();
    private String session = "";
    private double last;

    Run(Browser browser, Timekeeper time) {
      this.browser = browser;
      this.time = time;
    }

    Visited visited() throws BrowserProblem, InterruptedException {
      open();
      var answer =
          browser.tools().send(session, "Page.navigate", Json.object("url", Json.of(url.toString())));
      follow(answer);
      List<Seen> exchanges = log.exchanges();
      contents(exchanges);
      return new Visited(url, browser.version(), exchanges, moments, last, log.beyond());
    }

    private void open() throws BrowserProblem, InterruptedException {
      Json.Obj page = ask("Target.createTarget", Json.object("url", Json.of("about:blank")));
      Json.Obj attached =
          ask("Target.attachToTarget",
              Json.object("targetId", Json.of(page.text("targetId")), "flatten", Json.of(true)));
      session = attached.text("sessionId");
      ask("Network.enable",
          Json.object(
              "maxTotalBufferSize", Json.of(2 * MAX_CONTENTS), "maxResourceBufferSize",
              Json.of(2 * MAX_CONTENT), "maxPostDataSize", Json.of(MAX_CONTENT)));
      ask("Page.enable", Json.Obj.EMPTY);
      ask("Network.setCacheDisabled", Json.object("cacheDisabled", Json.of(true)));
      if (userAgent.isPresent()) {
        ask("Network.setUserAgentOverride", Json.object("userAgent", Json.of(userAgent.get())));
      }
      var extra = Json.Obj.EMPTY;
      for (RequestBytes.Line field : fields) extra = extra.with(field.name(), Json.of(field.value()));
      if (!fields.isEmpty()) ask("Network.setExtraHTTPHeaders", Json.object("headers", extra));
      if (cookies.isPresent()) cookies(Pairs.cookies(cookies.get()).values());
    }

    private void cookies(List<Json> all) throws BrowserProblem, InterruptedException {
      for (Json cookie : all) ask("Network.setCookie", ((Json.Obj) cookie).with("url", Json.of(url.toString())));
    }

    private Json.Obj ask(String method, Json.Obj params) throws BrowserProblem, InterruptedException {
      return browser.ask(session, method, params, COMMAND);
    }

    /// Takes events until the page is loaded and quiet, or the time is over.
    private void follow(CompletableFuture<DevTools.Answer> navigated)
        throws BrowserProblem, InterruptedException {
      long end = time.nanos() + total.toNanos();
      boolean loaded = false;
      for (long left = end - time.nanos(); left > 0; left = end - time.nanos()) {
        var event = browser.tools().next(Duration.ofNanos(Math.min(left, QUIET.toNanos())));
        event.ifPresent(this::take);
        if (event.isEmpty() && loaded && log.running() == 0) return;
        if (!loaded && (moments.containsKey("load") || isOver(navigated))) {
          loaded = true;
          end = Math.min(end, time.nanos() + SETTLE.toNanos());
        }
      }
    }

    /// Returns whether the page cannot be loaded: it failed, or is a download.
    private static boolean isOver(CompletableFuture<DevTools.Answer> navigated) {
      if (!navigated.isDone()) return false;
      DevTools.Answer answer = navigated.join();
      return !answer.error().isEmpty() || !answer.result().text("errorText").isEmpty();
    }

    private void take(DevTools.Event event) {
      double at = event.params().number("timestamp", -1);
      last = Math.max(last, at);
      switch (event.method()) {
        case "Page.domContentEventFired" -> moments.putIfAbsent("content", at);
        case "Page.loadEventFired" -> moments.putIfAbsent("load", at);
        default -> log.accept(event);
      }
    }

    private void contents(List<Seen> exchanges) throws InterruptedException {
      var asked = new ArrayList<Map.Entry<Seen, CompletableFuture<DevTools.Answer>>>();
      long all = 0;
      for (Seen seen : exchanges) {
        boolean whole = seen.isDone() && seen.error().isEmpty() && !seen.isRedirect();
        boolean wanted = whole && seen.dataBytes() > 0 && seen.dataBytes() <= MAX_CONTENT;
        if (!wanted || all + seen.dataBytes() > MAX_CONTENTS) continue;
        all += seen.dataBytes();
        var id = Json.object("requestId", Json.of(seen.id()));
        asked.add(Map.entry(seen, browser.tools().send(session, "Network.getResponseBody", id)));
      }
      for (var one : asked) {
        var answer = time.await(one.getValue(), COMMAND);
        answer.filter(a -> a.error().isEmpty()).ifPresent(a -> one.getKey().content(a.result()));
      }
    }
  }
}
