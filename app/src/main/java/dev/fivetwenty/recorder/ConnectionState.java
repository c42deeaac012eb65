package dev.fivetwenty.recorder;

import java.util.Locale;

/// What an open connection is doing.
public enum ConnectionState {
  /// TCP or TLS is being set up.
  OPENING,
  /// An exchange is in progress.
  ACTIVE,
  /// Kept open between exchanges.
  IDLE,
  /// Carries another protocol after an upgrade.
  TUNNEL;

  private final String slug = name().toLowerCase(Locale.ROOT);

  public String slug() {
    return slug;
  }
}
