package dev.fivetwenty.har.diff;

import dev.fivetwenty.har.diff.Verdict.Who;
import dev.fivetwenty.wire.Profile;
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
    return new Verdict(Who.SAME, line + HeaderBudget.warning(pairs), "", Optional.empty());
  }

  private static boolean bothFail(Pair pair) {
    return pair.isWhole() && pair.direct().get().isFailure() && pair.proxied().get().isFailure();
  }

  /// What fails through the proxy is what was asked about; then the origin; then what only differs.
  private static int rank(Pair pair) {
    if (!pair.isWhole()) return pair.any().isFailure() ? 3 : 5;
    if (bothFail(pair)) return pair.direct().get().cause().isPresent() ? 0 : 1;
    if (pair.proxied().get().isFailure() || pair.direct().get().isFailure()) return 2;
    return pair.differs() ? 4 : 6;
  }

  private static Verdict of(Pair pair, List<Pair> pairs) {
    String url = pair.any().url();
    if (!pair.isWhole()) return unpaired(pair, url);
    Side direct = pair.direct().get();
    Side proxied = pair.proxied().get();
    var cause = direct.cause().or(proxied::cause);
    if (bothFail(pair)) {
      return new Verdict(Who.BOTH, both(direct, proxied), url, cause);
    }
    if (proxied.isFailure()) {
      return new Verdict(
          Who.PROXIED_ONLY, "fails through the proxy only: " + said(proxied) + "; direct "
              + direct.outcome() + HeaderBudget.hint(direct), url, proxied.cause());
    }
    if (direct.isFailure()) {
      return new Verdict(
          Who.DIRECT_ONLY, "fails direct only: " + said(direct) + "; through the proxy "
              + proxied.outcome(), url, direct.cause());
    }
    return new Verdict(
        Who.DIFFERENT, different(pair, pairs) + HeaderBudget.warning(pairs), url, Optional.empty());
  }

  private static Verdict unpaired(Pair pair, String url) {
    String where = pair.direct().isPresent() ? "direct" : "through the proxy";
    String line = "asked %s only: %s".formatted(where, said(pair.any()));
    return new Verdict(Who.DIFFERENT, line, url, pair.any().cause());
  }

  private static String both(Side direct, Side proxied) {
    String there = proxied.isEdgeAnswer() ? "the proxy answers " : "through the proxy ";
    boolean ownAnswer = !direct.isBroken();
    String who = ownAnswer ? "the origin itself answers " : "the origin itself fails: ";
    String excess = HeaderBudget.excess(direct);
    String what = excess.isEmpty() ? said(direct) : direct.outcome() + excess;
    return who + what + "; " + there + proxied.outcome();
  }

  private static String said(Side side) {
    if (side.cause().isEmpty()) return side.outcome();
    String summary = side.summary().isEmpty() ? side.cause().get().summary() : side.summary();
    return side.outcome() + " (" + summary + ")";
  }

  private static String different(Pair pair, List<Pair> pairs) {
    Difference first =
        pair.differences().stream().filter(d -> !d.folded()).findFirst().orElseThrow();
    long others = pairs.stream().filter(Pair::differs).count() - 1;
    String more = others == 0 ? "" : others == 1 ? ", and 1 more entry differs" : ", and " + others + " more entries differ";
    return "neither side fails; first difference: " + Wording.of(first) + more;
  }

  /// The limit that the documented 520 has.
  static int limit() {
    return Profile.CLASSIC.limits().headerSection();
  }

  private Conclusion() {}
}
