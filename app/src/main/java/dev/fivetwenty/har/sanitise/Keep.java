package dev.fivetwenty.har.sanitise;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/// What its owner says may stay, beside what is known to be harmless: `kind:name`.
public final class Keep {

  /// Nothing beside what is harmless.
  public static final Keep NOTHING = new Keep(Set.of(), _ -> false);

  private static final Set<String> KINDS = Set.of("header", "cookie", "query", "json", "form", "ip");

  private final Set<String> kept;
  private final Predicate<InetAddress> published;

  private Keep(Set<String> kept, Predicate<InetAddress> published) {
    this.kept = kept;
    this.published = published;
  }

  /// @throws IllegalArgumentException for what is not `kind:name` of a known kind
  public static Keep of(Collection<String> rules) {
    var kept = new HashSet<String>();
    for (String rule : rules) {
      int colon = rule.indexOf(':');
      boolean known = colon > 0 && KINDS.contains(rule.substring(0, colon));
      if (!known || colon == rule.length() - 1) throw new IllegalArgumentException(rule);
      kept.add(rule.toLowerCase(Locale.ROOT));
    }
    return new Keep(kept, NOTHING.published);
  }

  /// Returns the same for whoever knows which addresses are a CDN's: they say nothing of anybody.
  public Keep published(Predicate<InetAddress> ranges) {
    return new Keep(kept, ranges);
  }

  AddressMask addresses() {
    return new AddressMask(published);
  }

  boolean has(String kind, String name) {
    return !kept.isEmpty() && kept.contains(kind + ":" + name.toLowerCase(Locale.ROOT));
  }
}
