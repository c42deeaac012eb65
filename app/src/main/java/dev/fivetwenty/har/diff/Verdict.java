package dev.fivetwenty.har.diff;

import dev.fivetwenty.cause.Cause;
import java.util.Locale;
import java.util.Optional;

/// What the comparison comes to.
///
/// @param line  for people, in lower case, without a full stop
/// @param url   of the entry it speaks of; empty where it speaks of all
/// @param cause of the failure, where it is known
public record Verdict(Who who, String line, String url, Optional<Cause> cause) {

  /// Which side fails.
  public enum Who {
    /// The origin fails by itself; the proxy only says so.
    BOTH,
    DIRECT_ONLY,
    PROXIED_ONLY,
    /// Neither fails, and something differs.
    DIFFERENT,
    SAME;

    private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String slug() {
      return slug;
    }
  }
}
