package dev.fivetwenty.cause;

import java.util.Locale;

/// What kind of event was fatal.
public enum Signal {
  FIN,
  RST,
  FIN_RST,
  TIMEOUT,
  /// A byte that the profile refuses.
  BYTES,
  LIMIT,
  ALERT,
  /// An answer of the resolver or of the operating system that says no.
  ANSWER,
  LOCAL;

  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');

  public String slug() {
    return slug;
  }
}
