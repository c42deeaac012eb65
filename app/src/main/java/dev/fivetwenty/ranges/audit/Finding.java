package dev.fivetwenty.ranges.audit;

import dev.fivetwenty.ranges.AddressSet;
import dev.fivetwenty.ranges.Range;
import dev.fivetwenty.ranges.audit.filter.Filter;
import dev.fivetwenty.ranges.audit.filter.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What becomes of a range at one filter, for ports at which it is the same.
///
/// @param senders the part of the range that it is true of
/// @param rule    the rule that decides; empty where the range is allowed
/// @param later   the rule that would let it in and is asked too late
/// @param why     what cannot be told; empty for other kinds
public record Finding(
    Kind kind, Optional<Filter> filter, Range range, AddressSet senders, List<Integer> ports,
    Optional<Rule> rule, Optional<Rule> later, String why) {

  /// In the order of their weight.
  public enum Kind {
    /// No rule lets it in.
    MISSING("no rule lets it in", true),
    /// A rule lets it in, and an earlier one keeps it out.
    SHADOWED("an earlier rule keeps it out", true),
    /// A rule is against it, or against addresses in it.
    BANNED("a rule is against it", true),
    /// The other family is let in.
    ONE_FAMILY("only the other family is let in", true),
    /// Answers to it do not go back where its packets come from.
    SWALLOWED("a route takes the answers elsewhere", true),
    /// Something decides that is not understood, or not known.
    UNTOLD("could not be told", false),
    /// No file speaks of this family.
    NOT_SHOWN("no file speaks of this family", false),
    ALLOWED("let in", false);

    private final String meaning;
    private final boolean gap;

    Kind(String meaning, boolean gap) {
      this.meaning = meaning;
      this.gap = gap;
    }

    public String slug() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String meaning() {
      return meaning;
    }

    /// Says whether the range, or a part of it, is surely kept out.
    public boolean isGap() {
      return gap;
    }
  }

  public Finding {
    ports = List.copyOf(ports);
  }

  /// Says whether it is true of the whole range.
  public boolean isWhole() {
    return senders.equals(whole(range));
  }

  static AddressSet whole(Range range) {
    return AddressSet.of(range.cidr()).orElseThrow();
  }

  boolean sameBut(Finding other) {
    return kind == other.kind && filter.equals(other.filter) && range.equals(other.range)
        && senders.equals(other.senders) && rule.equals(other.rule) && later.equals(other.later)
        && why.equals(other.why);
  }

  Finding as(Kind changed) {
    return new Finding(changed, filter, range, senders, ports, rule, later, why);
  }

  Finding alsoAt(List<Integer> more) {
    var all = new java.util.ArrayList<>(ports);
    all.addAll(more);
    return new Finding(kind, filter, range, senders, all, rule, later, why);
  }
}
