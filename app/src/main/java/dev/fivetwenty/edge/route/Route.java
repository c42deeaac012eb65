package dev.fivetwenty.edge.route;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.config.Route.Balance;
import dev.fivetwenty.edge.copy.RouteCopies;
import dev.fivetwenty.recorder.Label;
import java.util.List;

/// Requests for one host and path prefix, and the origins that they go to.
public final class Route {

  /// Ints of a cache line, so that two loops do not share one.
  private static final int LINE = 16;

  private final Label label;
  private final Origin[] origins;
  private final Balance balance;
  private final HostRule host;
  private final boolean retryNonIdempotent;
  private final RouteCopies copies;
  /// By loop: whose turn it is.
  private final int[] next;
  /// By loop and origin: how often its turn came while it was given a part of its share only.
  private final int[] turns;

  /// How much speaks for an origin; of those for which most does, the balance chooses.
  private enum Claim {
    NONE, SITS_OUT, TRIED, NOT_ITS_TURN, WHOLE
  }

  /// @param origins at least one
  /// @param loops   how many event loops there are
  public Route(
      Label label, List<Origin> origins, Balance balance, HostRule host,
      boolean retryNonIdempotent, int loops) {
    this(label, origins, balance, host, retryNonIdempotent, loops, null);
  }

  /// @param copies null where none are kept
  public Route(
      Label label, List<Origin> origins, Balance balance, HostRule host,
      boolean retryNonIdempotent, int loops, RouteCopies copies) {
    this.label = label;
    this.origins = origins.toArray(Origin[]::new);
    this.balance = balance;
    this.host = host;
    this.retryNonIdempotent = retryNonIdempotent;
    this.copies = copies;
    this.next = new int[loops * LINE];
    this.turns = new int[loops * origins.size()];
  }

  public Label label() {
    return label;
  }

  public List<Origin> origins() {
    return List.of(origins);
  }

  public HostRule host() {
    return host;
  }

  public boolean retriesNonIdempotent() {
    return retryNonIdempotent;
  }

  /// Returns the copies that stand in for failures; null where none are kept.
  public RouteCopies copies() {
    return copies;
  }

  /// Returns whether it matters to [#choose] who the client is.
  public boolean isByClient() {
    return balance == Balance.CLIENT_HASH;
  }

  /// Returns the origin for the next attempt; null when none is left.
  ///
  /// One that sits out is asked only if all do, and one that was tried only if no other is there.
  ///
  /// @param loop   number of the calling loop
  /// @param client see [ClientKey]; any number unless [#isByClient]
  /// @param tried  origins that failed this exchange, see [#bit]
  /// @param now    nanoseconds, of the event loops' clock
  public Origin choose(int loop, long client, long tried, long now) {
    int count = origins.length;
    int first = next[loop * LINE];
    int chosen = -1;
    Claim most = Claim.NONE;
    long highest = 0;
    for (int i = 0; i < count; i++) {
      int at = first + i < count ? first + i : first + i - count;
      Claim claim = claim(at, loop, client, tried, now);
      if (claim == Claim.NONE || claim.compareTo(most) < 0) continue;
      long score = score(origins[at], client);
      if (claim == most && score <= highest) continue;
      chosen = at;
      most = claim;
      highest = score;
      if (claim == Claim.WHOLE && balance == Balance.ROUND_ROBIN) break;
    }
    if (chosen < 0) return null;
    next[loop * LINE] = chosen + 1 == count ? 0 : chosen + 1;
    return origins[chosen];
  }

  private Claim claim(int at, int loop, long client, long tried, long now) {
    Origin origin = origins[at];
    if (!origin.isUp()) return Claim.NONE;
    if (origin.sitsOut(now)) return Claim.SITS_OUT;
    if (at < Long.SIZE && (tried >>> at & 1) != 0) return Claim.TRIED;
    int share = origin.share(now);
    if (share == Origin.FULL) return Claim.WHOLE;
    boolean takesPart =
        isByClient()
            ? (origin.affinity(client) & Origin.FULL - 1) < share
            : isInShare(++turns[loop * origins.length + at], share);
    return takesPart ? Claim.WHOLE : Claim.NOT_ITS_TURN;
  }

  /// Spreads `share` of [Origin#FULL] turns evenly.
  private static boolean isInShare(int turn, int share) {
    return (turn & Origin.FULL - 1) * share / Origin.FULL
        != ((turn & Origin.FULL - 1) + 1) * share / Origin.FULL;
  }

  private long score(Origin origin, long client) {
    return switch (balance) {
      case ROUND_ROBIN -> 0;
      case LEAST_OUTSTANDING -> -origin.underWay();
      case CLIENT_HASH -> origin.affinity(client);
    };
  }

  /// Returns the origin's bit in what [#choose] is told of those that were tried.
  public long bit(Origin origin) {
    for (int at = 0; at < origins.length && at < Long.SIZE; at++) {
      if (origins[at] == origin) return 1L << at;
    }
    return 0;
  }

  /// Returns whether there is an origin to use that was not tried.
  public boolean hasUntried(long tried, long now) {
    for (int at = 0; at < origins.length; at++) {
      boolean untried = at >= Long.SIZE || (tried >>> at & 1) == 0;
      if (untried && origins[at].isUsed(now)) return true;
    }
    return false;
  }

  /// Returns whether [#choose] would find an origin.
  public boolean hasOrigin() {
    for (Origin origin : origins) {
      if (origin.isUp()) return true;
    }
    return false;
  }

  /// Takes what came of an attempt.
  ///
  /// @param cause null for a good one
  public void attempted(Origin origin, Cause cause, long now) {
    if (cause == null) origin.succeeded();
    else origin.failed(label.name(), cause, now, !hasUntried(bit(origin), now));
  }
}
