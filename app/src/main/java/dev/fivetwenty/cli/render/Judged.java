package dev.fivetwenty.cli.render;

import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.doctor.Reproduction;
import dev.fivetwenty.wire.Profile;
import dev.fivetwenty.wire.WireReport;
import java.util.List;
import java.util.Optional;

/// A judged reply with all that its readers want beside the judgement.
///
/// @param received  reply bytes from the first on, as far as they were kept, fit to be shown
/// @param remedy    what to do, one step per line; empty when nobody knows
/// @param reproduce commands that show the fault again
public record Judged(
    Profile profile,
    Judgement judgement,
    Optional<WireReport> reply,
    byte[] received,
    List<String> remedy,
    Reproduction reproduce) {

  public Optional<Verdict> verdict() {
    return judgement.verdict();
  }
}
