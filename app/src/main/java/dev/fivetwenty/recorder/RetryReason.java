package dev.fivetwenty.recorder;

import java.util.Locale;

/// Why it was safe to try an exchange again.
public enum RetryReason {
  /// No byte of the request had been taken.
  NOT_SENT,
  /// The kept connection turned out to be closed, and the method is idempotent.
  STALE_REUSE,
  /// The configuration allows it for methods that are not.
  OPTED_IN;

  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');

  public String slug() {
    return slug;
  }
}
