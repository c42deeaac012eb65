package dev.fivetwenty.doctor.browser;

import dev.fivetwenty.har.json.Json;

/// The phases of an exchange as a browser timed them, in milliseconds; -1 for what did not happen. What
/// failed, or came from a cache, was in no phase of its own: all of its time is `blocked`.
record BrowserPhases(
    double blocked, double dns, double connect, double ssl, double send, double waiting, double receive) {

  static BrowserPhases of(Seen seen, double until) {
    double all = Math.max(0, ((seen.isDone() ? seen.ended() : until) - seen.asked()) * 1000);
    Json.Obj timing = seen.response().object("timing");
    if (seen.answered() >= 0) {
      // Of a WebSocket only the moments of the handshake and of the end are told.
      double opened = Math.max(0, Math.min(all, (seen.answered() - seen.asked()) * 1000));
      return new BrowserPhases(0, -1, -1, -1, 0, opened, all - opened);
    }
    if (!timing.has("requestTime")) return new BrowserPhases(all, -1, -1, -1, 0, 0, 0);
    double begun = Math.max(0, (timing.number("requestTime", 0) - seen.asked()) * 1000);
    double sent = timing.number("sendEnd", 0);
    double answered = Math.max(sent, timing.number("receiveHeadersEnd", sent));
    return new BrowserPhases(
        begun + first(timing), span(timing, "dns"), span(timing, "connect"), span(timing, "ssl"),
        Math.max(0, span(timing, "send")), answered - sent, Math.max(0, all - begun - answered));
  }

  /// Returns when the first thing happened after it left the queue.
  private static double first(Json.Obj timing) {
    for (String start : new String[] {"dnsStart", "connectStart", "sendStart"}) {
      double at = timing.number(start, -1);
      if (at >= 0) return at;
    }
    return 0;
  }

  private static double span(Json.Obj timing, String name) {
    double start = timing.number(name + "Start", -1);
    double end = timing.number(name + "End", -1);
    return start < 0 || end < start ? -1 : end - start;
  }

  double sum() {
    return blocked + Math.max(0, dns) + Math.max(0, connect) + send + waiting + receive;
  }

  Json.Obj json() {
    return Json.object(
        "blocked", Json.millis(blocked), "dns", Json.millis(dns), "connect", Json.millis(connect),
        "send", Json.millis(send), "wait", Json.millis(waiting), "receive", Json.millis(receive), "ssl",
        Json.millis(ssl));
  }
}
