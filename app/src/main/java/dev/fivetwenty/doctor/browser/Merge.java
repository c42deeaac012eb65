package dev.fivetwenty.doctor.browser;

import dev.fivetwenty.har.json.Json;

/// Puts what an attempt of our own proves beside what a browser shows of the same request. The browser's
/// figures stay: it and the attempt asked one after the other, and may have got different replies.
final class Merge {

  static Json.Obj of(Json.Obj entry, Json.Obj own) {
    Json.Obj response = entry.object("response");
    Json.Obj facts =
        own.object("_fivetwenty")
            .with("seenBy", Json.of("own-attempt"))
            .with("browserStatus", Json.of((long) response.number("status", 0)));
    Json.Obj merged = entry.with("_fivetwenty", facts);
    boolean hidden = !facts.text("cause").isEmpty() && !response.has("_error");
    if (!hidden) return merged;
    // A browser shows bytes without a status line as 200, and reads on where others cannot.
    Json reason = Json.of(own.object("response").text("_error"));
    return merged.with("response", response.with("_error", reason));
  }

  private Merge() {}
}
