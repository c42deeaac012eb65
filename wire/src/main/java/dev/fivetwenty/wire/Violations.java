package dev.fivetwenty.wire;

import java.util.ArrayList;
import java.util.List;

/// The violations of one exchange, in offset order, and what the profile says to each.
final class Violations implements Tolerance.ByOffset {

  private final Profile profile;
  private final List<Violation> kept = new ArrayList<>();
  private int count;

  Violations(Profile profile) {
    this.profile = profile;
  }

  void begin() {
    kept.clear();
    count = 0;
  }

  @Override
  public boolean allows(Rule rule, long offset, int octet) {
    Decision decision = refuses(rule) ? Decision.REJECT : profile.decision(rule);
    if (decision == Decision.ACCEPT) return true;
    var violation = new Violation(rule, decision, offset, octet);
    if (decision == Decision.REJECT) refuse(violation);
    else keep(violation);
    return decision != Decision.REJECT;
  }

  /// Where the boundary is lost nobody can go on, whatever an operator's profile says.
  @Override
  public boolean refuses(Rule rule) {
    return rule.boundary() == Boundary.LOST || profile.decision(rule) == Decision.REJECT;
  }

  /// Some rules are decided only when a field is complete, after later bytes were looked at.
  private void keep(Violation violation) {
    int at = kept.size();
    while (at > 0 && kept.get(at - 1).offset() > violation.offset()) at--;
    kept.add(at, violation);
    count++;
    if (kept.size() > ResponseReader.MAX_VIOLATIONS) kept.removeLast();
  }

  /// What stands behind the refused byte was never read.
  private void refuse(Violation violation) {
    int before = kept.size();
    kept.removeIf(v -> v.offset() > violation.offset());
    if (kept.size() < before) count = kept.size();
    if (kept.size() == ResponseReader.MAX_VIOLATIONS) kept.removeLast();
    kept.add(violation);
    count++;
  }

  List<Violation> kept() {
    return kept;
  }

  /// Returns the rule for which the message was refused: the last one noted.
  Rule refused() {
    return kept.getLast().rule();
  }

  /// Returns where that was.
  long refusedAt() {
    return kept.getLast().offset();
  }

  int count() {
    return count;
  }
}
