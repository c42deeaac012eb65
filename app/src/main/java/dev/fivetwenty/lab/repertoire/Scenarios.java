package dev.fivetwenty.lab.repertoire;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.lab.scenario.ByHand;
import dev.fivetwenty.lab.scenario.DnsNames;
import dev.fivetwenty.lab.scenario.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The catalogue of scenarios: at least one for each cause.
public final class Scenarios {

  private static final Map<String, Scenario> BY_SLUG = new LinkedHashMap<>();

  static {
    Stream.of(
            Losses.all(),
            NotHttp.all(),
            StatusLines.all(),
            HeaderSections.all(),
            Limits.all(),
            Framing.all(),
            Chunks.all(),
            Interims.all(),
            Contents.all(),
            Variations.all(),
            TcpPorts.all(),
            TlsPorts.all(),
            DnsNames.all(),
            ByHand.all())
        .flatMap(List::stream)
        .forEach(Scenarios::add);
  }

  private Scenarios() {}

  private static void add(Scenario scenario) {
    if (BY_SLUG.put(scenario.slug(), scenario) != null) {
      throw new IllegalStateException("two scenarios are called " + scenario.slug());
    }
  }

  public static List<Scenario> all() {
    return List.copyOf(BY_SLUG.values());
  }

  /// Returns the scenarios of a cause, the one with the cause's own slug first.
  public static List<Scenario> of(Cause cause) {
    return BY_SLUG.values().stream().filter(s -> s.cause() == cause).toList();
  }

  public static Optional<Scenario> named(String slug) {
    return Optional.ofNullable(BY_SLUG.get(slug));
  }
}
