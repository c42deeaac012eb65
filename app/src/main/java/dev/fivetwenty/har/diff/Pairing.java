package dev.fivetwenty.har.diff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;

/// Finds the same requests in two files, in whatever order they are: by all of the URL, then without its
/// parameters, which some pages make up anew, then without its host.
final class Pairing {

  private final List<Side> direct;
  private final List<Side> proxied;
  private final HostMap hosts;
  private final Map<Side, Side> partners = new IdentityHashMap<>();

  /// @param hosts where nothing is mapped, the hosts of the first entries are taken for one
  Pairing(List<Side> direct, List<Side> proxied, HostMap hosts) {
    this.direct = direct;
    this.proxied = proxied;
    this.hosts = hosts;
    boolean guess = hosts.isEmpty() && !direct.isEmpty() && !proxied.isEmpty();
    if (guess) {
      String here = PairKey.of(direct.getFirst(), hosts).host();
      String there = PairKey.of(proxied.getFirst(), hosts).host();
      if (!here.equals(there)) hosts.add(here, there);
    }
  }

  List<Pair> pairs() {
    pair(key -> key);
    pair(PairKey::withoutQuery);
    pair(PairKey::withoutHost);
    var pairs = new ArrayList<Pair>();
    for (Side side : direct) {
      Side other = partners.get(side);
      List<Difference> differences =
          other == null ? List.of() : Comparison.between(side, other);
      pairs.add(new Pair(Optional.of(side), Optional.ofNullable(other), differences));
    }
    for (Side side : proxied) {
      if (!partners.containsKey(side)) {
        pairs.add(new Pair(Optional.empty(), Optional.of(side), List.of()));
      }
    }
    pairs.sort(Comparator.comparingInt(pair -> pair.any().index()));
    return pairs;
  }

  /// Pairs what has no partner yet and the same key, the first with the first.
  private void pair(Function<PairKey, PairKey> key) {
    Map<PairKey, Queue<Side>> waiting = new HashMap<>();
    for (Side side : direct) {
      if (partners.containsKey(side)) continue;
      PairKey own = key.apply(PairKey.of(side, hosts));
      waiting.computeIfAbsent(own, _ -> new ArrayDeque<>()).add(side);
    }
    for (Side side : proxied) {
      if (partners.containsKey(side)) continue;
      Queue<Side> others = waiting.get(key.apply(PairKey.of(side, hosts)));
      if (others == null || others.isEmpty()) continue;
      Side other = others.remove();
      partners.put(other, side);
      partners.put(side, other);
    }
  }
}
