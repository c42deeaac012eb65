package dev.fivetwenty.doctor.browser;

import dev.fivetwenty.har.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells of WebSockets in the events of requests: a handshake is an exchange, and has the frames behind it.
final class WebSockets {

  /// Sockets that were made and have not asked yet.
  private static final int MAX_MADE = 1000;

  private static final Pattern NET_ERROR = Pattern.compile("net::ERR_[A-Z0-9_]+");

  /// Of a handshake that was refused the browser tells no more than this.
  private static final Pattern STATUS = Pattern.compile("Unexpected response code: ([0-9]{3})");

  private final Map<String, String> made = new HashMap<>();

  /// A socket is first only known by its URL, without a time.
  void made(String id, String url) {
    if (made.size() < MAX_MADE) made.put(id, url);
  }

  /// Returns the event of a request that asks for the upgrade; also of one that was never sent.
  ///
  /// @param params of the handshake, or of what ended it
  /// @param wall   seconds since 1970
  Json.Obj request(String id, Json.Obj params, double wall) {
    String url = made.getOrDefault(id, "");
    made.remove(id);
    return Json.object(
        "type", Json.of("WebSocket"), "timestamp", params.get("timestamp").orElse(Json.of(0)), "wallTime",
        new Json.Num(Double.toString(wall)), "request",
        Json.object(
            "url", Json.of(url), "method", Json.of("GET"), "headers", params.object("request").object("headers")));
  }

  boolean isMade(String id) {
    return made.containsKey(id);
  }

  /// Notes the answer to the handshake, with what went on the wire.
  static void answered(Seen seen, Json.Obj params) {
    Json.Obj answer = params.object("response");
    seen.response(answer, true);
    if (answer.has("requestHeaders")) seen.sent(Json.object("headers", answer.object("requestHeaders")));
    seen.received(answer);
    seen.opened(params.number("timestamp", -1));
  }

  /// Notes why a socket could not be opened, or broke.
  static void failed(Seen seen, double wall, Json.Obj params) {
    String said = params.text("errorMessage");
    seen.frames().error(wall, said);
    Matcher status = STATUS.matcher(said);
    if (status.find()) seen.response(Json.object("status", Json.of(Integer.parseInt(status.group(1)))), false);
    Matcher name = NET_ERROR.matcher(said);
    seen.failed(params.number("timestamp", -1), name.find() ? name.group() : said);
  }
}
