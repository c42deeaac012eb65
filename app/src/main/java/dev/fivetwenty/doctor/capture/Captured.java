package dev.fivetwenty.doctor.capture;

import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.origin.Attempt;

/// One exchange of a capture: the attempt and its entry.
///
/// @param part it was asked for because a page needs it
public record Captured(Attempt attempt, Json.Obj entry, boolean part) {}
