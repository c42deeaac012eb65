package dev.fivetwenty.ranges.audit;

import dev.fivetwenty.ranges.AddressSet;
import dev.fivetwenty.ranges.Range;
import dev.fivetwenty.ranges.audit.Finding.Kind;
import dev.fivetwenty.ranges.audit.filter.Evaluator;
import dev.fivetwenty.ranges.audit.filter.Fates;
import dev.fivetwenty.ranges.audit.filter.Filter;
import dev.fivetwenty.ranges.audit.filter.FilterKind;
import dev.fivetwenty.ranges.audit.filter.Rule;
import dev.fivetwenty.ranges.audit.filter.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Sends packets from every address of the ranges through each filter and says what became of them.
///
/// Every filter stands for itself: what one keeps out is a gap, whatever the others do.
public final class Audit {

  private final List<Filter> filters;
  private final List<Range> ranges;
  private final AddressSet asked;

  private Audit(List<Filter> filters, List<Range> ranges) {
    this.filters = filters;
    this.ranges = ranges;
    this.asked = AddressSet.of(ranges);
  }

  /// Returns what is to be said of each range, filter and port, by filter.
  public static List<Finding> of(List<Filter> filters, List<Range> ranges, List<Integer> ports) {
    var audit = new Audit(filters, ranges);
    var findings = new ArrayList<Finding>();
    for (Filter filter : filters) {
      var atFilter = new ArrayList<Finding>();
      for (int port : ports) atFilter.addAll(audit.oneFamily(filter, audit.at(filter, port)));
      findings.addAll(joined(atFilter));
    }
    findings.addAll(audit.notShown(ports));
    return findings;
  }

  private List<Finding> at(Filter filter, int port) {
    Fates fates = Evaluator.fates(filter, port, asked);
    var findings = new ArrayList<Finding>();
    for (Range range : ranges) {
      AddressSet whole = Finding.whole(range);
      if (!filter.tells().meets(whole)) continue;
      AddressSet allowed = whole.and(fates.allowed());
      if (!allowed.isEmpty()) {
        findings.add(finding(Kind.ALLOWED, filter, range, allowed, port, Optional.empty(),
            Optional.empty(), ""));
      }
      findings.addAll(blocked(filter, range, whole, port, fates));
      untold(filter, range, whole.and(fates.untold()), port, fates).ifPresent(findings::add);
    }
    return findings;
  }

  private static Finding finding(
      Kind kind, Filter filter, Range range, AddressSet senders, int port, Optional<Rule> rule,
      Optional<Rule> later, String why) {
    return new Finding(kind, Optional.of(filter), range, senders, List.of(port), rule, later, why);
  }

  private static List<Finding> blocked(Filter filter, Range range, AddressSet whole, int port,
      Fates fates) {
    var findings = new ArrayList<Finding>();
    AddressSet left = whole.and(fates.blocked());
    for (Fates.Outcome outcome : fates.outcomes()) {
      if (!(outcome.target() instanceof Target.Block)) continue;
      AddressSet part = left.and(outcome.senders());
      if (part.isEmpty()) continue;
      left = left.minus(part);
      Optional<Rule> later = later(filter, outcome.rule(), part, port);
      Kind kind = kind(filter, outcome.rule(), later.isPresent(), part.equals(whole));
      findings.add(finding(kind, filter, range, part, port, Optional.of(outcome.rule()), later, ""));
    }
    return findings;
  }

  private static Kind kind(Filter filter, Rule rule, boolean late, boolean whole) {
    if (filter.kind() == FilterKind.ROUTES) return Kind.SWALLOWED;
    boolean ban = Evaluator.namesSenders(rule);
    if (late && (whole || !ban)) return Kind.SHADOWED;
    return ban ? Kind.BANNED : Kind.MISSING;
  }

  /// Returns the first rule behind the one that decided which would have let some of these in: one of
  /// the same chain, or one that names senders. Others may be meant for other packets.
  private static Optional<Rule> later(Filter filter, Rule decided, AddressSet part, int port) {
    return filter.chains().values().stream()
        .flatMap(chain -> chain.rules().stream()
            .filter(rule -> Evaluator.namesSenders(rule) || chain.rules().contains(decided)))
        .filter(rule -> rule.order() > decided.order())
        .filter(rule -> Evaluator.wouldAccept(filter, rule, port).meets(part))
        .min(java.util.Comparator.comparingInt(Rule::order));
  }

  private static Optional<Finding> untold(Filter filter, Range range, AddressSet part, int port,
      Fates fates) {
    if (part.isEmpty()) return Optional.empty();
    var doubts = fates.doubts().stream().filter(d -> d.senders().meets(part)).toList();
    String why = doubts.stream().map(Fates.Doubt::why).distinct().limit(3)
        .collect(Collectors.joining("; "));
    Optional<Rule> rule = doubts.stream().map(Fates.Doubt::rule).findFirst();
    return Optional.of(finding(Kind.UNTOLD, filter, range, part, port, rule, Optional.empty(), why));
  }

  /// Where all of one family is let in and nothing of the other, the other was forgotten.
  private List<Finding> oneFamily(Filter filter, List<Finding> findings) {
    AddressSet in =
        AddressSet.union(
            findings.stream().filter(f -> f.kind() == Kind.ALLOWED).map(Finding::senders).toList());
    for (AddressSet family : List.of(AddressSet.IPV4, AddressSet.IPV6)) {
      AddressSet other = family.complement();
      boolean forgotten =
          in.and(family).isEmpty() && !asked.and(other).isEmpty() && in.containsAll(asked.and(other))
              && filter.kind() != FilterKind.ROUTES;
      if (!forgotten) continue;
      return findings.stream()
          .map(f -> f.kind() == Kind.MISSING && family.meets(f.senders()) ? f.as(Kind.ONE_FAMILY) : f)
          .toList();
    }
    return findings;
  }

  /// What packet filters do not speak of may be open or closed.
  private List<Finding> notShown(List<Integer> ports) {
    var packetFilters = filters.stream().filter(f -> f.kind().isPacketFilter()).toList();
    if (packetFilters.isEmpty()) return List.of();
    AddressSet told = AddressSet.union(packetFilters.stream().map(Filter::tells).toList());
    return ranges.stream()
        .filter(range -> !told.meets(Finding.whole(range)))
        .map(range -> new Finding(
            Kind.NOT_SHOWN, Optional.empty(), range, Finding.whole(range), ports, Optional.empty(),
                Optional.empty(), ""))
        .toList();
  }

  /// Joins what is the same at several ports.
  private static List<Finding> joined(List<Finding> findings) {
    var joined = new ArrayList<Finding>();
    for (Finding finding : findings) {
      int same = -1;
      for (int i = 0; i < joined.size() && same < 0; i++) {
        if (joined.get(i).sameBut(finding)) same = i;
      }
      if (same < 0) joined.add(finding);
      else joined.set(same, joined.get(same).alsoAt(finding.ports()));
    }
    return joined;
  }
}
