package dev.fivetwenty.edge.keeping;

import dev.fivetwenty.config.RecorderOptions;
import dev.fivetwenty.config.RecorderOptions.Glitches;
import dev.fivetwenty.recorder.Watches;

/// What the recorder is to keep, the same for all event loops.
///
/// @param perMinute whole exchanges of one kind of failure that one loop keeps in a minute
/// @param glitches  exchanges in which something was tolerated are kept, too
public record Keeping(boolean isOn, int perMinute, boolean glitches, Watches watches) {

  public static Keeping of(RecorderOptions options, int loops, Watches watches) {
    return new Keeping(
        options.enabled(), Math.max(1, options.perMinute() / loops),
        options.glitches() == Glitches.KEEP, watches);
  }

  public KeepBudget budget() {
    return new KeepBudget(perMinute, glitches);
  }
}
