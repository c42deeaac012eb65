package dev.fivetwenty.ticket;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Whom a ticket is for: of the same fault each has to be told something else.
public enum Audience {
  /// Whoever runs the origin: proof that it was the origin, and where to look.
  HOST,
  /// The support of a CDN, with its list of what it wants and of files that it refuses.
  CDN;

  private final String slug = name().toLowerCase(Locale.ROOT);

  public static Optional<Audience> bySlug(String slug) {
    return Arrays.stream(values()).filter(a -> a.slug.equals(slug)).findFirst();
  }

  public String slug() {
    return slug;
  }
}
