package dev.fivetwenty.incident;

import java.util.Locale;

/// What became of an exchange in the store. The order is stored: constants are added at the end.
public enum Fate {
  /// It ended well, and nobody asked to keep it.
  SUCCEEDED,
  /// An incident of it was stored.
  STORED,
  /// It was worth keeping, and was lost: counted in [Loss].
  DROPPED,
  /// It failed, and recording was off or left it out by configuration.
  NOT_KEPT,
  /// An incident of it was stored, and has been removed since, by age, count or size.
  EXPIRED,
  /// A kept copy was the answer, and no origin was asked: one had failed a moment before.
  KEPT_COPY;

  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');

  public String slug() {
    return slug;
  }
}
