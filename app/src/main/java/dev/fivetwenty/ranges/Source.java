package dev.fivetwenty.ranges;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Providers whose lists can be fetched, and where they are.
///
/// Only Cloudflare's comes with the program; the others are there once they were fetched.
public enum Source {
  CLOUDFLARE("Cloudflare", "https://api.cloudflare.com/client/v4/ips"),
  FASTLY("Fastly", "https://api.fastly.com/public-ip-list"),
  CLOUDFRONT("CloudFront", "https://d7uri8nf7uskq.cloudfront.net/tools/list-cloudfront-ips");

  private final String title;
  private final URI home;

  Source(String title, String home) {
    this.title = title;
    this.home = URI.create(home);
  }

  /// Returns the name as people write it.
  public String title() {
    return title;
  }

  /// Returns the name as commands write it, and as its file is called.
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  public URI home() {
    return home;
  }

  public static Optional<Source> named(String slug) {
    return List.of(values()).stream().filter(s -> s.slug().equals(slug)).findFirst();
  }
}
