package dev.fivetwenty.cli.har.capture;

import dev.fivetwenty.cli.Exit;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.incident.Lookup;
import dev.fivetwenty.cli.incident.StoreAccess;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.doctor.capture.StoredEntries;
import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.incident.Incidents;
import dev.fivetwenty.incident.Stored;
import java.util.ArrayList;
import java.util.List;

/// What was recorded under a Ray ID, as a HAR.
///
/// @param file empty where there is nothing that a HAR could have
/// @param said one line for people
record RayCapture(CaptureFile file, String said, int exitCode) {

  /// @throws UsageProblem where several Ray IDs begin like the one that was given
  static RayCapture of(String ray, StoreAccess store, Values values, Console console) {
    try (Incidents incidents = store.open(values, console)) {
      return switch (Lookup.of(ray, incidents)) {
        case Lookup.Found(var whole, var stored) -> found(whole, stored);
        case Lookup.Candidates _ ->
            throw new UsageProblem("several Ray IDs begin with " + ray + " (fivetwenty why " + ray + " lists them)");
        case Lookup.Passed(var whole, _) ->
            nothing(whole + " passed, and no bytes of it were kept (fivetwenty why " + whole + ")");
        case Lookup.Unknown(var whole, _) -> nothing("nothing is known of " + whole);
      };
    }
  }

  private static RayCapture nothing(String said) {
    return new RayCapture(new CaptureFile(List.of()), said, Exit.COULD_NOT_TELL);
  }

  /// Behind a CDN several exchanges can have one ID: all are in the file, oldest first.
  private static RayCapture found(String ray, List<Stored> stored) {
    var entries = new ArrayList<Json.Obj>();
    for (Stored one : stored.reversed()) entries.addAll(StoredEntries.of(one.incident()));
    if (entries.isEmpty()) return nothing("no origin was asked for " + ray);
    boolean failed = stored.stream().anyMatch(s -> s.incident().kept().verdict().isPresent());
    String cause =
        stored.getFirst().incident().kept().verdict().map(v -> ": " + v.cause().slug()).orElse("");
    String attempts = entries.size() == 1 ? "an attempt" : entries.size() + " attempts";
    return new RayCapture(
        new CaptureFile(entries), ray + cause + ", " + attempts, failed ? Exit.FAULT : Exit.OK);
  }
}
