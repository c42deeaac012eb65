package dev.fivetwenty.doctor.asking;

import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.RequestBytes;

/// An attempt of the examination.
///
/// @param probe that made it
/// @param label what was special about it, one clause; `as asked` when nothing
/// @param atOnce most requests of the examination under way at a time while this one was, itself
///               included
public record Recorded(
    String probe, String label, RequestBytes request, Attempt attempt, int atOnce) {

  /// True when it was sent exactly as asked.
  public boolean isAsAsked() {
    return label.equals(Asking.AS_ASKED);
  }

  public boolean isAlone() {
    return atOnce == 1;
  }
}
