package dev.fivetwenty.docs;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.lab.repertoire.Scenarios;
import dev.fivetwenty.lab.scenario.LabAddresses;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.wire.Rule;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The commands of a page's "Reproduce", as the lab's scenario has them.
final class Rehearsed {

  private static final String TERMINAL = "    # in a terminal of its own";

  /// The lab as it is by default; a scenario with a port of its own is started alone, on the main
  /// port, so that the page needs no number that changes.
  private static final LabAddresses LAB =
      new LabAddresses(
          new InetSocketAddress("127.0.0.1", 8580), 8580,
          new InetSocketAddress("127.0.0.1", 8581), Map.of(), "lab-ca.pem");

  private Rehearsed() {}

  static List<String> commands(Cause cause) {
    Scenario scenario = Scenarios.named(cause.slug()).orElseThrow();
    if (scenario.kind() == Scenario.Kind.BY_HAND) return List.of(here(scenario.probeLine(LAB)));
    var lines = new ArrayList<String>();
    lines.add("./fivetwenty lab" + labOptions(scenario) + TERMINAL);
    String probe = here(scenario.probeLine(LAB));
    lines.add(isOfProbe(cause) ? probe : probe.replace("fivetwenty probe", "fivetwenty diagnose"));
    lines.add(scenario.curlLine(LAB).replaceAll(" --profile \\w+", ""));
    return lines;
  }

  /// True when one request shows it; false when it takes an examination.
  static boolean isOfProbe(Cause cause) {
    if (cause == Cause.CONN_STALE_REUSE) return false;
    return cause.isFault() || Arrays.stream(Rule.values()).anyMatch(r -> r.slug().equals(cause.slug()));
  }

  private static String labOptions(Scenario scenario) {
    String alone = scenario.kind() == Scenario.Kind.PORT ? " " + scenario.slug() : "";
    return alone + (scenario.hints().contains("{ca}") ? " --certificates ." : "");
  }

  /// In the documentation the program is the launcher of the working copy.
  private static String here(String line) {
    return line.replaceAll("(?<![/\\w])fivetwenty (?=lab|probe)", "./fivetwenty ");
  }
}
