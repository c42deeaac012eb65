package dev.fivetwenty.cli.ticket.account;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.ticket.Page.Step;
import dev.fivetwenty.wire.Profile;
import java.util.List;
import java.util.Optional;

/// What there is to tell, whatever it was learnt from. All of it is fit to be given away.
///
/// @param source      `examination`, `incident` or `har`
/// @param matter      what was asked of whom, and what came of it
/// @param occurrences when it was seen, in order
/// @param frequency   how often of how often, in words
/// @param steps       that show it again, with what came of them when they were run
/// @param evidence    what was measured, a clause each
/// @param bytes       around the place that matters, as a hex view; empty where there are none
/// @param ruledOut    what it is not
/// @param noticed     what else stands out
/// @param open        what was not found out
/// @param comparison  direct against through the proxy, one line; empty where both were not asked
/// @param software    that the origin seems to run
/// @param remedy      what to do about it, a step each
public record Account(
    String source,
    Matter matter,
    List<Occurrence> occurrences,
    String frequency,
    List<Step> steps,
    List<String> evidence,
    String bytes,
    List<Told> ruledOut,
    List<Told> noticed,
    List<Told> open,
    String comparison,
    List<String> software,
    List<String> remedy) {

  /// What was asked of whom, and what came of it.
  ///
  /// @param url      with its secrets hidden
  /// @param origin   host and port that was connected to; empty where that is not known
  /// @param profile  that was applied; empty where the files do not say
  /// @param cause    of the catalogue, where one is known
  /// @param headline for example `520 resp-empty-fin`
  /// @param sentence what happened, one clause
  public record Matter(
      String method, String url, String origin, Optional<Profile> profile, Optional<Cause> cause,
      Optional<Verdict> verdict, String headline, String sentence) {}

  public Account {
    occurrences = List.copyOf(occurrences);
    steps = List.copyOf(steps);
    evidence = List.copyOf(evidence);
    ruledOut = List.copyOf(ruledOut);
    noticed = List.copyOf(noticed);
    open = List.copyOf(open);
    software = List.copyOf(software);
    remedy = List.copyOf(remedy);
  }

  /// Returns the same with what a comparison of both ways came to.
  public Account compared(String line) {
    return new Account(
        source, matter, occurrences, frequency, steps, evidence, bytes, ruledOut, noticed, open, line,
        software, remedy);
  }

  /// Returns the Ray IDs, each once.
  public List<String> rays() {
    return occurrences.stream().map(Occurrence::ray).filter(ray -> !ray.isEmpty()).distinct().toList();
  }
}
