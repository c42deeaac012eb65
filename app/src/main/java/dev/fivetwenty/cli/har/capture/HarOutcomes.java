package dev.fivetwenty.cli.har.capture;

import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.cause.Summary;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.doctor.capture.Captured;
import dev.fivetwenty.origin.Attempt;
import java.util.List;
import java.util.Optional;

/// What a capture came to, in one clause.
final class HarOutcomes {

  static String of(List<Captured> captured) {
    List<Captured> page = captured.stream().filter(one -> !one.part()).toList();
    List<Captured> parts = captured.stream().filter(Captured::part).toList();
    return page(page) + parts(parts);
  }

  private static String page(List<Captured> captured) {
    var last = captured.getLast().attempt();
    Optional<Verdict> verdict = last.judgement().verdict();
    String outcome =
        verdict
            .map(v -> v.cause().slug() + " (an edge answers " + v.status(Presentation.EDGE_52X)
                + "): " + Summary.headline(v))
            .orElseGet(() -> status(Upshot.status(last)));
    int redirects = captured.size() - 1;
    String before = redirects == 0 ? "" : redirects == 1 ? "after a redirect " : "after " + redirects + " redirects ";
    return before + outcome;
  }

  private static String parts(List<Captured> parts) {
    if (parts.isEmpty()) return "";
    List<Captured> failed =
        parts.stream().filter(p -> p.attempt().judgement().verdict().isPresent()).toList();
    String all = "; parts: " + parts.size();
    if (failed.isEmpty()) return all;
    var first = failed.getFirst().attempt();
    return all + ", failed: " + failed.size() + ", the first " + first.order().target().url().getRawPath() + " by "
        + first.judgement().verdict().orElseThrow().cause().slug();
  }

  /// Returns whether an edge could not pass it on, or it says itself that it failed.
  static boolean isFailure(Attempt attempt) {
    return attempt.judgement().verdict().isPresent() || Upshot.status(attempt) >= 500;
  }

  private static String status(int status) {
    return status == 0 ? "not read to the end" : "status " + status;
  }

  private HarOutcomes() {}
}
