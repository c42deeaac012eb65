package dev.fivetwenty.doctor.capture;

import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.RequestBytes;

/// One exchange of a capture: the attempt and its entry.
///
/// @param part it was asked for because a page needs it
public record Captured(Attempt attempt, Json.Obj entry, boolean part) {

  /// Returns an attempt that somebody else made, with its entry.
  ///
  /// @param route as of [Capture]
  public static Captured of(Attempt attempt, RequestBytes request, String route) {
    return new Captured(attempt, new AttemptEntry(attempt, request, route).entry(), false);
  }
}
