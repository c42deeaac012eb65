package dev.fivetwenty.ranges.audit.read;

import java.util.List;

/// A file that was handed in.
///
/// @param name as it was given, for reports
/// @param ways names of interfaces by which packets come from outside; empty where nobody said
public record SourceText(String name, String text, List<String> ways) {

  public List<String> lines() {
    return text.lines().toList();
  }

  /// Returns the last part of the name.
  public String file() {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
