package dev.fivetwenty.ranges.audit.filter;

import dev.fivetwenty.ranges.AddressSet;
import java.util.List;

/// What becomes of packets of many senders at one port.
///
/// @param allowed  surely let in
/// @param blocked  surely kept out
/// @param untold   neither is sure
/// @param outcomes who could be decided on by which rule; may overlap
/// @param doubts   what could not be told of whom
public record Fates(
    AddressSet allowed, AddressSet blocked, AddressSet untold, List<Outcome> outcomes,
    List<Doubt> doubts) {

  public record Outcome(AddressSet senders, Rule rule, Target target) {}

  public record Doubt(AddressSet senders, Rule rule, String why) {}

  static Fates of(AddressSet asked, List<Outcome> outcomes, List<Doubt> doubts) {
    AddressSet in = union(outcomes, Target.Accept.class);
    AddressSet out = union(outcomes, Target.Block.class);
    AddressSet elsewhere = union(outcomes, Target.Elsewhere.class);
    AddressSet allowed = in.minus(out).minus(elsewhere);
    AddressSet blocked = out.minus(in).minus(elsewhere);
    AddressSet untold = asked.minus(allowed).minus(blocked);
    return new Fates(allowed, blocked, untold, List.copyOf(outcomes), List.copyOf(doubts));
  }

  private static AddressSet union(List<Outcome> outcomes, Class<? extends Target> kind) {
    return AddressSet.union(
        outcomes.stream().filter(o -> kind.isInstance(o.target())).map(Outcome::senders).toList());
  }
}
