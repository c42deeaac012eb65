package dev.fivetwenty.cli.incident;

import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.incident.Incidents;
import dev.fivetwenty.incident.Seen;
import dev.fivetwenty.incident.Stored;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a Ray ID finds, or the beginning of one.
public sealed interface Lookup {

  /// More are not looked at.
  int MOST = 50;

  /// One Ray ID that has incidents, newest first: behind a CDN several exchanges can have the same.
  record Found(String ray, List<Stored> stored) implements Lookup {}

  /// Several Ray IDs begin like this.
  record Candidates(List<Stored> stored) implements Lookup {}

  /// Exchanges of that ID passed, and no incident of them is stored.
  record Passed(String ray, List<Seen> seen) implements Lookup {}

  /// Nothing is known of it.
  record Unknown(String ray, Optional<Instant> since) implements Lookup {

    /// Says whether it can be the beginning of an ID only.
    boolean isBeginning() {
      return ray.matches("[0-9a-f]{1,15}");
    }

    String said() {
      return isBeginning() ? "no incident's Ray ID begins with " + ray : "never seen: " + ray;
    }
  }

  /// @throws UsageProblem when nothing was given but blanks
  static Lookup of(String typed, Incidents incidents) {
    String ray = plain(typed);
    if (ray.isEmpty()) throw new UsageProblem("a Ray ID is wanted, and this is none: '" + typed + "'");
    List<Stored> stored = incidents.byRay(ray, MOST);
    if (!stored.isEmpty()) return among(ray, stored);
    List<Seen> seen = incidents.seen(ray);
    return seen.isEmpty() ? new Unknown(ray, incidents.seenSince()) : new Passed(ray, seen);
  }

  private static Lookup among(String ray, List<Stored> stored) {
    List<Stored> exact = stored.stream().filter(s -> s.incident().ray().equals(ray)).toList();
    if (!exact.isEmpty()) return new Found(ray, exact);
    Set<String> rays = new LinkedHashSet<>();
    stored.forEach(s -> rays.add(s.incident().ray()));
    return rays.size() == 1
        ? new Found(rays.iterator().next(), stored) : new Candidates(stored);
  }

  /// People copy `Ray ID: …` from the page, and some programs write hexadecimal digits large.
  private static String plain(String typed) {
    String ray = typed.strip().replaceFirst("(?i)^ray[- ]?id:?\\s*", "");
    int site = ray.indexOf('-');
    String digits = site < 0 ? ray : ray.substring(0, site);
    boolean isHex = digits.matches("[0-9a-fA-F]+");
    return isHex ? digits.toLowerCase(Locale.ROOT) + ray.substring(digits.length()) : ray;
  }
}
