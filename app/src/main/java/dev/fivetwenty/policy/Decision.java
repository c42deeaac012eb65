package dev.fivetwenty.policy;

import dev.fivetwenty.policy.access.AccessList.Access;
import dev.fivetwenty.policy.ratelimit.Limit;
import dev.fivetwenty.policy.ratelimit.Tally;
import java.util.Arrays;

/// What becomes of one request, and which rules had a say. Set anew for each request by the [Decider];
/// confined to a thread, and used again and again.
public final class Decision {

  /// What the decision of an access list is called where rules have their ids.
  public static final String ACCESS_BLOCK = "access:block";
  public static final String ACCESS_ALLOW = "access:allow";

  /// Rules that are noted of one request; of more only the first are.
  private static final int MOST_NOTED = 16;

  private final Tally tally = new Tally();
  private final Rule[] noted = new Rule[MOST_NOTED];
  private int notes;
  private boolean skipsRules;
  private boolean skipsLimits;
  private Access access;
  private Rule denying;
  private long retrySeconds;
  private Rule limiting;
  private long left;
  private long resetSeconds;

  void reset() {
    if (notes > 0) Arrays.fill(noted, 0, notes, null);
    notes = 0;
    skipsRules = skipsLimits = false;
    access = null;
    denying = null;
    retrySeconds = 0;
    limiting = null;
    left = resetSeconds = 0;
  }

  // What the decider finds.

  Tally tally() {
    return tally;
  }

  void access(Access found) {
    access = found;
  }

  void note(Rule rule) {
    if (notes < MOST_NOTED) noted[notes++] = rule;
  }

  void skip(Action.Skip skip) {
    skipsRules |= skip.phases().contains(Action.Phase.RULES);
    skipsLimits |= skip.phases().contains(Action.Phase.LIMITS);
  }

  void deny(Rule rule, long seconds) {
    denying = rule;
    retrySeconds = seconds;
  }

  /// Keeps of several limits the one that leaves least.
  void limited(Rule rule) {
    if (limiting != null && tally.left() >= left) return;
    limiting = rule;
    left = tally.left();
    resetSeconds = tally.resetSeconds();
  }

  boolean skipsRules() {
    return skipsRules;
  }

  boolean skipsLimits() {
    return skipsLimits;
  }

  boolean isSettled() {
    return access != null || denying != null;
  }

  // What came of it.

  /// Returns whether limits may count the response, see [Decider#responded]: that of a request which was
  /// asked of an origin, and that no list or rule takes out.
  public boolean countsResponse() {
    return !isSettled() && !skipsLimits;
  }

  /// Returns whether the edge answers by itself.
  public boolean isDenied() {
    return denying != null || access == Access.BLOCK;
  }

  /// Returns what decided: the id of a rule, or what an access list is called; null where nothing did.
  public String decidedBy() {
    if (access != null) return access == Access.BLOCK ? ACCESS_BLOCK : ACCESS_ALLOW;
    return denying == null ? null : denying.id();
  }

  /// Returns in a word what denied the request.
  public String refusal() {
    if (access == Access.BLOCK) return "access-list";
    return denying.limit().isPresent() ? "rate-limit" : "rule";
  }

  /// Returns the ids of the rules that held without deciding, with a space between two; null for none.
  public String notedIds() {
    if (notes == 0) return null;
    if (notes == 1) return noted[0].id();
    var ids = new StringBuilder(noted[0].id());
    for (int i = 1; i < notes; i++) ids.append(' ').append(noted[i].id());
    return ids.toString();
  }

  /// Returns whether the client is told what a limit leaves: where it was denied by one, or wherever that says so.
  public boolean isAnnounced() {
    return limiting != null && (limiting == denying || limit().announced());
  }

  /// Returns how a denied request is answered.
  public DenialAnswer answer() {
    return denying != null && denying.action() instanceof Action.Block(DenialAnswer answer)
        ? answer
        : DenialAnswer.FORBIDDEN;
  }

  /// Returns after how many seconds a client that was denied may try again; 0 where waiting does not help.
  public long retrySeconds() {
    return retrySeconds;
  }

  /// Returns how many rules held without deciding: those that log or skip, and those in shadow mode
  /// that would have denied.
  public int noted() {
    return notes;
  }

  public Rule noted(int number) {
    return noted[number];
  }

  /// Returns the limit that leaves least to the client, null where none was asked.
  public Limit limit() {
    return limiting == null ? null : limiting.limit().orElseThrow();
  }

  /// Returns the value of `RateLimit-Policy`, draft-ietf-httpapi-ratelimit-headers-11, where a limit
  /// was asked.
  public String policyField() {
    Limit limit = limit();
    return "\"" + limiting.id() + "\";q=" + limit.requests() + ";w=" + limit.period().toSeconds();
  }

  /// Returns the value of `RateLimit`, from the same draft.
  public String limitField() {
    return "\"" + limiting.id() + "\";r=" + left + ";t=" + resetSeconds;
  }
}
