package dev.fivetwenty.ranges.audit.filter;

import dev.fivetwenty.ranges.AddressSet;
import dev.fivetwenty.ranges.audit.filter.Fates.Doubt;
import dev.fivetwenty.ranges.audit.filter.Fates.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sends packets of many senders through a filter at once.
///
/// At each rule the senders that may have come so far are split: those that it may meet go its way,
/// all but those that it surely meets go on. A rule that cannot be told thus sends its packets both
/// ways, and whoever ends in two ways is untold. One walk suffices, however many rules are doubtful.
public final class Evaluator {

  /// Deeper jumps than any filter allows.
  private static final int MAX_DEPTH = 64;

  private final Filter filter;
  private final int port;
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<Doubt> doubts = new ArrayList<>();

  private Evaluator(Filter filter, int port) {
    this.filter = filter;
    this.port = port;
  }

  /// Returns what becomes of packets from these senders, as far as the filter tells.
  public static Fates fates(Filter filter, int port, AddressSet senders) {
    var evaluator = new Evaluator(filter, port);
    AddressSet asked = senders.and(filter.tells());
    evaluator.pass(asked);
    return Fates.of(asked, evaluator.outcomes, evaluator.doubts);
  }

  /// Accepted by one stage, a packet comes to the next; only the last one's word is final.
  private void pass(AddressSet asked) {
    AddressSet live = asked;
    for (Filter.Stage stage : filter.stages()) {
      Chain chain = filter.chains().get(stage.chain());
      AddressSet unasked = live.minus(stage.family());
      AddressSet left = walk(chain, live.and(stage.family()), 0);
      chain.policy().ifPresent(policy -> end(left, policy, policy.target()));
      live = AddressSet.union(List.of(unasked, takeAccepted()));
    }
    Rule noRule = new Rule("the end", Integer.MAX_VALUE, "no filter is left", List.of(), Target.ACCEPT);
    end(live, noRule, Target.ACCEPT);
  }

  private AddressSet takeAccepted() {
    List<Outcome> accepted =
        outcomes.stream().filter(o -> o.target() instanceof Target.Accept).toList();
    outcomes.removeAll(accepted);
    return AddressSet.union(accepted.stream().map(Outcome::senders).toList());
  }

  /// Returns those that no rule of the chain decides on.
  private AddressSet walk(Chain chain, AddressSet senders, int depth) {
    AddressSet live = senders;
    AddressSet returned = AddressSet.NONE;
    for (Rule rule : chain.rules()) {
      if (live.isEmpty()) break;
      Reach reach = reach(rule);
      AddressSet met = live.and(reach.possible());
      if (met.isEmpty() || rule.target() instanceof Target.Continue) continue;
      AddressSet surely = live.and(reach.sure());
      doubt(met.minus(surely), rule);
      live = live.minus(surely);
      switch (rule.target()) {
        case Target.Jump(String name) -> live = live.or(ask(name, met, rule, depth));
        case Target.Goto(String name) -> returned = returned.or(ask(name, met, rule, depth));
        case Target.Return _ -> returned = returned.or(met);
        default -> end(met, rule, rule.target());
      }
    }
    return live.or(returned);
  }

  private AddressSet ask(String name, AddressSet senders, Rule rule, int depth) {
    Chain chain = filter.chains().get(name);
    if (chain == null || depth == MAX_DEPTH) {
      String why = chain == null ? "there is no chain " + name : "chains ask each other in a ring";
      end(senders, rule, new Target.Elsewhere(why));
      return AddressSet.NONE;
    }
    return walk(chain, senders, depth + 1);
  }

  private void end(AddressSet senders, Rule rule, Target target) {
    if (senders.isEmpty()) return;
    outcomes.add(new Outcome(senders, rule, target));
    if (target instanceof Target.Elsewhere(String why)) doubts.add(new Doubt(senders, rule, why));
  }

  private void doubt(AddressSet senders, Rule rule) {
    if (senders.isEmpty()) return;
    String why =
        rule.conditions().stream().map(this::why).flatMap(Optional::stream).findFirst()
            .orElse("it cannot be told");
    doubts.add(new Doubt(senders, rule, why));
  }

  private Optional<String> why(Condition condition) {
    return switch (condition) {
      case Condition.Untold(String why) -> Optional.of(why);
      case Condition.Partly(_, String why) -> Optional.of(why);
      case Condition.Not(Condition inner) -> why(inner);
      case Condition.Any(var ways) ->
          ways.stream().flatMap(List::stream).map(this::why).flatMap(Optional::stream).findFirst();
      case Condition.InSet set when filter.sets().containsKey(set) -> why(filter.sets().get(set));
      case Condition.InSet(String name, String asked) -> {
        boolean known = filter.sets().keySet().stream().anyMatch(set -> set.name().equals(name));
        yield Optional.of("the set " + name + (known ? " is asked for what is not understood: " + asked : " is not in the files"));
      }
      default -> Optional.empty();
    };
  }

  /// Returns whom a rule meets at this port.
  private Reach reach(Rule rule) {
    return all(rule.conditions());
  }

  private Reach all(List<Condition> conditions) {
    Reach reach = Reach.EVERYBODY;
    for (Condition condition : conditions) reach = reach.and(reach(condition));
    return reach;
  }

  private Reach reach(Condition condition) {
    return switch (condition) {
      case Condition.Sources(AddressSet set) -> Reach.of(set);
      case Condition.To(Ports ports) -> Reach.of(ports.contains(port));
      case Condition.InSet set -> filter.sets().containsKey(set) ? reach(filter.sets().get(set)) : Reach.UNTOLD;
      case Condition.Any(var ways) -> Reach.any(ways.stream().map(this::all).toList());
      case Condition.Not(Condition inner) -> reach(inner).not();
      case Condition.Known(boolean met) -> Reach.of(met);
      case Condition.Partly(Reach reach, _) -> reach;
      case Condition.Untold _ -> Reach.UNTOLD;
    };
  }

  /// Returns whom a rule would let in at this port if it were asked.
  public static AddressSet wouldAccept(Filter filter, Rule rule, int port) {
    return rule.target() instanceof Target.Accept
        ? new Evaluator(filter, port).reach(rule).sure()
        : AddressSet.NONE;
  }

  /// Says whether a rule is about certain senders rather than about everybody, or all but some.
  public static boolean namesSenders(Rule rule) {
    return rule.conditions().stream().anyMatch(Evaluator::namesSenders);
  }

  private static boolean namesSenders(Condition condition) {
    return switch (condition) {
      case Condition.Sources(AddressSet set) ->
          !set.containsAll(AddressSet.IPV4) && !set.containsAll(AddressSet.IPV6);
      case Condition.InSet _ -> true;
      case Condition.Any(var ways) -> ways.stream().flatMap(List::stream).anyMatch(Evaluator::namesSenders);
      default -> false;
    };
  }
}
