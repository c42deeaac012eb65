package dev.fivetwenty.cause;

import java.util.Locale;

/// Who must act.
public enum Party {
  CLIENT,
  EDGE,
  /// Something between edge and origin: a firewall, a route, a resolver.
  NETWORK,
  ORIGIN,
  UNKNOWN;

  private final String slug = name().toLowerCase(Locale.ROOT);

  public String slug() {
    return slug;
  }
}
