package dev.fivetwenty.doctor.browser;

import dev.fivetwenty.har.Pairs;
import dev.fivetwenty.har.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes an entry of HAR 1.2 of what a browser saw, with the additions that its own exporter writes.
final class BrowserEntry {

  private final Seen seen;
  private final double until;
  private final List<Json.Member> members = new ArrayList<>();

  private BrowserEntry(Seen seen, double until) {
    this.seen = seen;
    this.until = until;
  }

  /// @param until when nothing more was waited for, in seconds of the browser's clock
  static Json.Obj of(Seen seen, String page, double until) {
    return new BrowserEntry(seen, until).entry(page);
  }

  private Json.Obj entry(String page) {
    BrowserPhases phases = BrowserPhases.of(seen, until);
    Json.Obj head = seen.response();
    add("pageref", Json.of(page));
    add("startedDateTime", Json.of(started().toString()));
    add("time", Json.millis(phases.sum()));
    add("request", request());
    add("response", response());
    add("cache", Json.Obj.EMPTY);
    add("timings", phases.json());
    text("serverIPAddress", head.text("remoteIPAddress").replaceAll("[\\[\\]]", ""));
    text("connection", head.number("connectionId", 0) > 0 ? head.text("connectionId") : "");
    Json.Obj tls = head.object("securityDetails");
    if (!tls.members().isEmpty()) add("_securityDetails", tls(tls));
    text("_resourceType", seen.type().toLowerCase(Locale.ROOT));
    text("_priority", seen.request().text("initialPriority"));
    if (!seen.frames().kept().values().isEmpty()) add("_webSocketMessages", seen.frames().kept());
    if (seen.frames().beyond() > 0) add("comment", Json.of(seen.frames().beyond() + " more frames not kept"));
    return new Json.Obj(members);
  }

  private void add(String name, Json value) {
    members.add(new Json.Member(name, value));
  }

  private void text(String name, String value) {
    if (!value.isEmpty()) add(name, Json.of(value));
  }

  private Instant started() {
    return Instant.ofEpochMilli(Math.round(seen.wall() * 1000)).truncatedTo(ChronoUnit.MILLIS);
  }

  /// As Playwright writes it, and the cipher.
  private static Json tls(Json.Obj details) {
    var tls = Json.Obj.EMPTY;
    for (String name : List.of("protocol", "cipher", "subjectName", "issuer", "validFrom", "validTo")) {
      Optional<Json> value = details.get(name);
      if (value.isPresent()) tls = tls.with(name, value.get());
    }
    return tls;
  }

  private Json.Obj request() {
    Json.Obj fields = sentFields(seen);
    String content = seen.request().text("postData");
    var request =
        Json.object(
            "method", Json.of(seen.request().text("method")), "url", Json.of(seen.url()),
            "httpVersion", Json.of(version()), "cookies", Pairs.cookies(value(fields, "cookie")),
            "headers", pairs(fields), "queryString", query(), "headersSize", Json.of(-1),
            "bodySize", Json.of(content.getBytes(StandardCharsets.UTF_8).length));
    if (content.isEmpty()) return request;
    return request.with("postData",
        Json.object("mimeType", Json.of(value(fields, "content-type")), "text", Json.of(content)));
  }

  /// Returns what went on the wire, where that is known, else what the browser meant to send.
  static Json.Obj sentFields(Seen seen) {
    Json.Obj wire = seen.sentExtra().object("headers");
    return wire.members().isEmpty() ? seen.request().object("headers") : wire;
  }

  private Json query() {
    try {
      return Pairs.query(URI.create(seen.url()));
    } catch (IllegalArgumentException _) {
      return Json.Arr.EMPTY;
    }
  }

  private String version() {
    String protocol = seen.response().text("protocol");
    String line = seen.response().text("headersText");
    if (protocol.isEmpty() && line.startsWith("HTTP/")) return line.split("\\s", 2)[0];
    return protocol.startsWith("http/") ? protocol.toUpperCase(Locale.ROOT) : protocol;
  }

  private static String value(Json.Obj fields, String name) {
    return fields.members().stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(field -> fields.text(field.name()))
        .findFirst().orElse("");
  }

  /// Fields of one name are joined by line ends.
  private static Json.Arr pairs(Json.Obj fields) {
    return new Json.Arr(
        fields.members().stream()
            .flatMap(field -> Arrays.stream(fields.text(field.name()).split("\n", -1))
                .map(value -> Pairs.pair(field.name(), value)))
            .toList());
  }

  private Json.Obj response() {
    Json.Obj head = seen.response();
    Json.Obj wire = seen.receivedExtra();
    Json.Obj fields = wire.object("headers").members().isEmpty() ? head.object("headers") : wire.object("headers");
    boolean answered = head.has("status");
    String raw = wire.text("headersText");
    long headBytes = raw.isEmpty() ? -1 : raw.getBytes(StandardCharsets.ISO_8859_1).length;
    var response =
        Json.object(
            "status", Json.of(answered ? (long) status(head, wire) : 0), "statusText",
            Json.of(head.text("statusText")), "httpVersion", Json.of(version()), "cookies",
            Pairs.setCookies(List.of(value(fields, "set-cookie").split("\n"))), "headers",
            pairs(fields), "content", content(), "redirectURL",
            Json.of(seen.isRedirect() ? value(fields, "location") : ""), "headersSize",
            Json.of(headBytes), "bodySize", Json.of(bodyBytes(headBytes)));
    if (seen.encodedBytes() >= 0) response = response.with("_transferSize", Json.of(seen.encodedBytes()));
    String error = error(answered);
    return error.isEmpty() ? response : response.with("_error", Json.of(error));
  }

  /// The wire has the status of a reply that a cache had confirmed.
  private static double status(Json.Obj head, Json.Obj wire) {
    return wire.number("statusCode", head.number("status", 0));
  }

  private String error(boolean answered) {
    if (!seen.error().isEmpty()) return seen.error();
    return seen.isDone() || answered ? "" : "net::ERR_TIMED_OUT";
  }

  private long bodyBytes(long headBytes) {
    if (seen.encodedBytes() < 0 || headBytes < 0) return -1;
    return Math.max(0, seen.encodedBytes() - headBytes);
  }

  private Json.Obj content() {
    String type = seen.response().text("mimeType");
    var content =
        Json.object("size", Json.of(seen.dataBytes()), "mimeType",
            Json.of(type.isEmpty() ? "x-unknown" : type));
    if (!seen.isDone() && seen.answered() < 0 && seen.response().has("status")) {
      return content.with("comment", Json.of("not at its end when the capture ended"));
    }
    if (seen.content().isEmpty()) return content;
    Json.Obj body = seen.content().get();
    if (body.text("body").isEmpty()) return content;
    var whole = content.with("text", Json.of(body.text("body")));
    boolean base64 = body.get("base64Encoded").filter(Json.Word.TRUE::equals).isPresent();
    return base64 ? whole.with("encoding", Json.of("base64")) : whole;
  }
}
