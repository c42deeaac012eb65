package dev.fivetwenty.admin;

import java.util.List;

/// How a reload ended.
public sealed interface ReloadResult {

  /// The new configuration is in use.
  ///
  /// @param summary one line, for example what changed
  record Done(String summary) implements ReloadResult {}

  /// The old configuration stays in use.
  ///
  /// @param problems as `check-config` shows them
  record Refused(List<String> problems) implements ReloadResult {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
