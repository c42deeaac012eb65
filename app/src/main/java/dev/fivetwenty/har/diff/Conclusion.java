package dev.fivetwenty.har.diff;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Family;
import dev.fivetwenty.har.diff.Verdict.Who;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Draws the verdict from the pairs: the worst of them decides.
final class Conclusion {

  static Verdict of(List<Pair> pairs) {
    return pairs.stream()
        .min(Comparator.comparingInt(Conclusion::rank))
        .filter(Pair::differs)
        .or(() -> pairs.stream().filter(Conclusion::bothFail).findFirst())
        .map(pair -> of(pair, pairs))
        .orElseGet(() -> same(pairs));
  }

  private static Verdict same(List<Pair> pairs) {
    String entries = pairs.size() == 1 ? "1 entry is" : pairs.size() + " entries are";
    String line = pairs.isEmpty() ? "both files are empty" : entries + " the same on both sides";
    return new Verdict(Who.SAME, line + Excess.of(pairs), "", Optional.empty());
  }

  private static boolean bothFail(Pair pair) {
    return pair.isWhole() && pair.direct().get().isFailure() && pair.proxied().get().isFailure();
  }

  /// What fails through the proxy is what was asked about; then the origin; then what only differs.
  private static int rank(Pair pair) {
    if (!pair.isWhole()) return pair.any().isFailure() ? 3 : 6;
    if (bothFail(pair)) return pair.direct().get().cause().isPresent() ? 0 : 1;
    if (pair.proxied().get().isFailure() || pair.direct().get().isFailure()) return 2;
    if (!pair.differs()) return 7;
    return Excess.of(pair).isEmpty() ? 5 : 4;
  }

  private static Verdict of(Pair pair, List<Pair> pairs) {
    String url = pair.any().url();
    if (!pair.isWhole()) return unpaired(pair, url);
    Side direct = pair.direct().get();
    Side proxied = pair.proxied().get();
    var cause = direct.cause().or(proxied::cause);
    if (bothFail(pair)) {
      return new Verdict(Who.BOTH, both(pair, direct, proxied), url, cause);
    }
    if (proxied.isFailure()) {
      String excess = Excess.ofProxied(pair);
      String room = excess.isEmpty() ? Excess.orNear(pair) : "";
      return new Verdict(
          Who.PROXIED_ONLY, "fails through the proxy only: " + said(proxied, excess) + "; direct "
              + direct.outcome() + room, url, proxied.cause());
    }
    if (direct.isFailure()) {
      return new Verdict(
          Who.DIRECT_ONLY, "fails direct only: " + said(direct, Excess.ofDirect(pair)) + "; through the proxy "
              + proxied.outcome(), url, direct.cause());
    }
    return new Verdict(Who.DIFFERENT, different(pair, pairs), url, Optional.empty());
  }

  private static Verdict unpaired(Pair pair, String url) {
    String where = pair.direct().isPresent() ? "direct" : "through the proxy";
    String line = "asked %s only: %s".formatted(where, said(pair.any(), Excess.of(pair)));
    return new Verdict(Who.DIFFERENT, line, url, pair.any().cause());
  }

  private static String both(Pair pair, Side direct, Side proxied) {
    String there = proxied.isEdgeAnswer() ? "the proxy answers " : "through the proxy ";
    boolean ownAnswer = !direct.isBroken();
    String who = ownAnswer ? "the origin itself answers " : "the origin itself fails: ";
    return who + said(direct, Excess.ofDirect(pair)) + "; " + there + proxied.outcome();
  }

  /// @param excess of its header section; where that is the cause, it says more than the summary
  private static String said(Side side, String excess) {
    if (side.cause().isEmpty()) return side.outcome() + excess;
    Cause cause = side.cause().get();
    if (cause.family() == Family.HEADER_SECTION_TOO_LARGE && !excess.isEmpty()) return side.outcome() + excess;
    String summary = side.summary().isEmpty() ? cause.summary() : side.summary();
    return side.outcome() + " (" + summary + ")" + excess;
  }

  private static String different(Pair pair, List<Pair> pairs) {
    String excess = Excess.of(pair);
    Difference first =
        pair.differences().stream().filter(d -> !d.folded()).findFirst().orElseThrow();
    // What the excess says of a field needs no saying twice.
    boolean said = !excess.isEmpty() && first.kind().isOfField();
    String what = said ? "" : "; first difference: " + Wording.of(first);
    long others = pairs.stream().filter(Pair::differs).count() - 1;
    String more = others == 0 ? "" : others == 1 ? ", and 1 more entry differs" : ", and " + others + " more entries differ";
    return "neither side fails" + what + excess + more;
  }

  private Conclusion() {}
}
