package dev.fivetwenty.cause;

import java.util.OptionalLong;

/// Something lawful but fragile, or something worth knowing.
///
/// @param summary one clause with the figures in it
public record Finding(
    Cause cause, Severity severity, String summary, Evidence evidence, OptionalLong offset) {

  /// How much it matters.
  public enum Severity {
    INFO,
    /// Will become a fault when a little changes.
    WARNING
  }
}
