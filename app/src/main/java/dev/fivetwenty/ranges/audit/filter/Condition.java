package dev.fivetwenty.ranges.audit.filter;

import dev.fivetwenty.ranges.AddressSet;

/// One thing that a rule asks of a packet. All of a rule's conditions have to be met.
public sealed interface Condition {

  /// The sender.
  record Sources(AddressSet set) implements Condition {}

  /// The port that is asked for.
  record To(Ports ports) implements Condition {}

  /// The sender, in a set that is defined elsewhere.
  record InSet(String name) implements Condition {}

  record Not(Condition condition) implements Condition {}

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
