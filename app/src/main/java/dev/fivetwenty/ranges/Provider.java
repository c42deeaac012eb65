package dev.fivetwenty.ranges;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;

/// Who publishes a list of ranges.
///
/// @param name    as people write it, for example `Cloudflare`
/// @param asOf    the day on which the list was last seen unchanged at its sources
/// @param sources where the provider publishes it
public record Provider(String name, LocalDate asOf, List<URI> sources) {
  public Provider {
    sources = List.copyOf(sources);
  }
}
