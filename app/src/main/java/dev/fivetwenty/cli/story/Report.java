package dev.fivetwenty.cli.story;

import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.report.Judged;
import dev.fivetwenty.doctor.replay.LeftOut;
import dev.fivetwenty.incident.Group;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Stored;
import java.util.List;
import java.util.Optional;

/// One incident with all that whoever asks for it wants beside it.
///
/// @param group     how often the same happened; empty where that is not known
/// @param commands  that show it again
/// @param leftOut   of the request, in those commands
/// @param covered   values were covered when it was stored
public record Report(
    Stored stored,
    Optional<Group> group,
    Judged judged,
    List<String> commands,
    List<LeftOut> leftOut,
    boolean covered) {

  public Incident incident() {
    return stored.incident();
  }

  /// Returns why the exchange failed.
  public Optional<Verdict> verdict() {
    return incident().kept().verdict();
  }

  /// Returns what there is to tell: why it failed, or why one of its attempts did.
  public Optional<Verdict> told() {
    return judged.verdict();
  }

  /// Returns the name of the profile that the edge judged by, where nothing else was stored of it.
  public Optional<String> unknownProfile() {
    return told().map(Verdict::profile).filter(name -> !name.equals(judged.profile().name()));
  }
}
