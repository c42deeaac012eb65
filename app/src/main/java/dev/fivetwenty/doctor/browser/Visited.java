package dev.fivetwenty.doctor.browser;

import dev.fivetwenty.doctor.capture.Captured;
import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.origin.RequestBytes;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a browser saw of a page and its parts.
public final class Visited {

  private static final String PAGE = "page_1";

  private final URI url;
  private final String version;
  private final List<Seen> exchanges;
  private final Map<String, Double> moments;
  private final double until;
  private final int beyond;
  private final int elsewhere;

  /// @param exchanges in the order of their requests
  /// @param moments   `content` and `load`, in seconds of the browser's clock
  /// @param until     when the last event came
  /// @param beyond    exchanges that were too many
  Visited(
      URI url, String version, List<Seen> exchanges, Map<String, Double> moments, double until, int beyond) {
    this.url = url;
    this.version = version;
    this.exchanges = exchanges.stream().filter(seen -> isOn(url.getHost(), seen)).toList();
    this.moments = moments;
    this.until = until;
    this.beyond = beyond;
    elsewhere = (int) exchanges.stream().filter(seen -> isElsewhere(url.getHost(), seen)).count();
  }

  private static boolean isOn(String host, Seen seen) {
    return host.equalsIgnoreCase(hostOf(seen)) && !isIcon(seen);
  }

  private static boolean isElsewhere(String host, Seen seen) {
    return !hostOf(seen).isEmpty() && !host.equalsIgnoreCase(hostOf(seen));
  }

  /// A browser asks for it once, for its own window, whether or not the page names it.
  private static boolean isIcon(Seen seen) {
    return !seen.type().equals("Document") && seen.url().endsWith("/favicon.ico");
  }

  /// Returns nothing for URLs that are not asked for over a network, such as `data:`.
  private static String hostOf(Seen seen) {
    boolean network = seen.url().regionMatches(true, 0, "http", 0, 4) || seen.url().regionMatches(true, 0, "ws", 0, 2);
    if (!network) return "";
    try {
      String host = URI.create(seen.url()).getHost();
      return host == null ? "" : host;
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  /// Returns how many requests to other hosts were not let through.
  public int elsewhere() {
    return elsewhere;
  }

  /// Returns how many exchanges were too many to be recorded.
  public int beyond() {
    return beyond;
  }

  public int size() {
    return exchanges.size();
  }

  /// Returns the requests of the page itself: more than one where it was redirected.
  private List<Seen> document() {
    if (exchanges.isEmpty()) return List.of();
    String id = exchanges.getFirst().id();
    return exchanges.stream().filter(seen -> seen.id().equals(id)).toList();
  }

  /// Returns the request that the browser made for the page, for an attempt of our own that asks the
  /// same; `otherwise` where it made none.
  public RequestBytes request(RequestBytes otherwise) {
    if (exchanges.isEmpty()) return otherwise;
    RequestBytes request = RequestBytes.get(url);
    for (Json.Member field : BrowserEntry.sentFields(exchanges.getFirst()).members()) {
      boolean usable = !field.name().startsWith(":") && field.value() instanceof Json.Text;
      if (usable) request = request.with(field.name(), ((Json.Text) field.value()).value());
    }
    return request;
  }

  /// Returns what the page came to for the browser: its status, or the name of its failure.
  public String outcome() {
    if (exchanges.isEmpty()) return "no request";
    Json.Obj response = BrowserEntry.of(document().getLast(), PAGE, until).object("response");
    return response.has("_error") ? response.text("_error") : "status " + response.text("status");
  }

  public boolean hasFailed() {
    return exchanges.isEmpty() || !outcome().startsWith("status");
  }

  public Json.Obj browser() {
    int slash = version.indexOf('/');
    return Json.object(
        "name", Json.of(slash < 0 ? version : version.substring(0, slash)), "version",
        Json.of(version.substring(slash + 1)));
  }

  public Json.Arr pages() {
    if (exchanges.isEmpty()) return Json.Arr.EMPTY;
    Seen first = exchanges.getFirst();
    String started = BrowserEntry.of(first, PAGE, until).text("startedDateTime");
    return new Json.Arr(
        List.of(
            Json.object(
                "startedDateTime", Json.of(started), "id", Json.of(PAGE), "title", Json.of(first.url()),
                "pageTimings",
                Json.object("onContentLoad", moment("content"), "onLoad", moment("load")))));
  }

  private Json moment(String name) {
    Double at = moments.get(name);
    double after = at == null ? -1 : Math.max(0, (at - exchanges.getFirst().asked()) * 1000);
    return Json.millis(after);
  }

  /// Returns the entries, those of the page with what attempts of our own prove of the same request.
  ///
  /// @param own in the order of the redirects
  public List<Json.Obj> entries(List<Captured> own) {
    List<Seen> document = document();
    var entries = new ArrayList<Json.Obj>();
    for (Seen seen : exchanges) {
      Json.Obj entry = BrowserEntry.of(seen, PAGE, until);
      int hop = document.indexOf(seen);
      boolean proven = hop >= 0 && hop < own.size() && isSame(seen, own.get(hop));
      entries.add(proven ? Merge.of(entry, own.get(hop).entry()) : entry);
    }
    return entries;
  }

  private static boolean isSame(Seen seen, Captured own) {
    return seen.url().equals(own.entry().object("request").text("url"));
  }
}
