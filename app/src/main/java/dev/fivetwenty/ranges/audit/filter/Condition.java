package dev.fivetwenty.ranges.audit.filter;

import dev.fivetwenty.ranges.AddressSet;
import java.util.List;

/// One thing that a rule asks of a packet. All of a rule's conditions have to be met.
public sealed interface Condition {

  /// The sender.
  record Sources(AddressSet set) implements Condition {}

  /// The port that is asked for.
  record To(Ports ports) implements Condition {}

  /// Something of the packet, in a set that is defined elsewhere.
  ///
  /// @param asked what of it, as iptables says: `src`, `dst` for the port, `src,dst` for both
  record InSet(String name, String asked) implements Condition {}

  record Not(Condition condition) implements Condition {}

  /// One of several, each of which has conditions that all have to be met.
  record Any(List<List<Condition>> ways) implements Condition {
    public Any {
      ways = ways.stream().map(List::copyOf).toList();
    }
  }

  /// Something that is known of the packet, whoever sends it.
  record Known(boolean met) implements Condition {}

  /// Something that is known of some senders only.
  ///
  /// @param why what cannot be told of the others
  record Partly(Reach reach, String why) implements Condition {}

  /// Something that is not known of the packet, or not understood.
  record Untold(String why) implements Condition {}

  static Condition unless(boolean negated, Condition condition) {
    return negated ? new Not(condition) : condition;
  }
}
