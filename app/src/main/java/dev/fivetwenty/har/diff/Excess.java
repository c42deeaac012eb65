package dev.fivetwenty.har.diff;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A header section over the limit of `classic` in words: by how much, and which field made it so. The
/// other side tells that where it has an answer of the origin, too; else the biggest fields are named.
final class Excess {

  /// Part of the limit from which on a proxy's own fields may tip a section over.
  private static final double NEAR = 0.8;

  /// A field, and what the other side has of it.
  private record Growth(FieldSum now, Optional<FieldSum> was) {

    long bytes() {
      return now.bytes() - was.map(FieldSum::bytes).orElse(0L);
    }
  }

  /// Returns it of the direct side, behind its outcome; empty where that is within the limit.
  static String ofDirect(Pair pair) {
    return text("", pair.direct().orElseThrow(), grownDirect(pair));
  }

  /// Likewise of the proxied side.
  static String ofProxied(Pair pair) {
    return text("", pair.proxied().orElseThrow(), grownProxied(pair));
  }

  /// Returns it of the direct side, or how near to the limit that is: why it may fail through the proxy.
  static String orNear(Pair pair) {
    Side direct = pair.direct().orElseThrow();
    int limit = HeaderBudget.limit();
    if (HeaderBudget.isOver(direct) || direct.section() < NEAR * limit) return ofDirect(pair);
    return "; its header section of %d bytes is near the %d of classic%s"
        .formatted(direct.section(), limit, biggest(direct));
  }

  /// Returns it of a pair of which neither side fails, with the side; of both sides in one.
  static String of(Pair pair) {
    boolean direct = pair.direct().filter(HeaderBudget::isOver).isPresent();
    boolean proxied = pair.proxied().filter(HeaderBudget::isOver).isPresent();
    if (direct && !proxied) return text(pair.isWhole() ? "direct " : "", pair.direct().get(), grownDirect(pair));
    if (!proxied) return "";
    return text(direct || !pair.isWhole() ? "" : "through the proxy ", pair.proxied().get(), grownProxied(pair));
  }

  /// Returns it of the first pair that has one.
  static String of(List<Pair> pairs) {
    return pairs.stream().map(Excess::of).filter(text -> !text.isEmpty()).findFirst().orElse("");
  }

  private static String text(String where, Side side, Optional<String> grown) {
    if (!HeaderBudget.isOver(side)) return "";
    int limit = HeaderBudget.limit();
    return "; header section %s%d bytes, %d over the %d of classic%s".formatted(
        where, side.section(), side.section() - limit, limit, grown.orElseGet(() -> biggest(side)));
  }

  private static String biggest(Side side) {
    String biggest = HeaderBudget.biggest(side);
    return biggest.isEmpty() ? "" : ", biggest: " + biggest;
  }

  private static Optional<String> grownProxied(Pair pair) {
    return most(pair.direct(), pair.proxied()).map(most -> ", since " + most.now.name()
        + most.was.map(was -> " grew from " + was.size() + " to ").orElse(" was added with ") + most.now.size());
  }

  private static Optional<String> grownDirect(Pair pair) {
    return most(pair.proxied(), pair.direct()).map(most -> ", since " + most.now.name() + " has " + most.now.size()
        + " and through the proxy " + most.was.map(FieldSum::size).orElse("none"));
  }

  private static Optional<Growth> most(Optional<Side> before, Optional<Side> after) {
    if (after.isEmpty() || before.filter(Excess::isOfOrigin).isEmpty()) return Optional.empty();
    Map<String, FieldSum> earlier = FieldSum.of(before.get());
    return FieldSum.of(after.get()).entrySet().stream()
        .map(now -> new Growth(now.getValue(), Optional.ofNullable(earlier.get(now.getKey()))))
        .max(Comparator.comparingLong(Growth::bytes))
        .filter(most -> most.bytes() >= Comparison.NOTICE_BYTES);
  }

  /// The fields of an error page say nothing of those of the page.
  private static boolean isOfOrigin(Side side) {
    return !side.fields().isEmpty() && (side.cause().isPresent() || !side.isFailure());
  }

  private Excess() {}
}
