package dev.fivetwenty.ranges.audit.filter;

/// What a rule does with a packet that it meets.
public sealed interface Target {

  record Accept() implements Target {}

  /// @param how in the words of the filter: `DROP`, `REJECT`, `deny`
  record Block(String how) implements Target {}

  /// Asks another chain, and goes on here when that says nothing.
  record Jump(String chain) implements Target {}

  /// Asks another chain in the place of this one.
  record Goto(String chain) implements Target {}

  record Return() implements Target {}

  /// Logs, counts or marks.
  record Continue() implements Target {}

  /// Hands the packet to something that is not looked at here.
  record Elsewhere(String why) implements Target {}

  Target ACCEPT = new Accept();
  Target RETURN = new Return();
  Target CONTINUE = new Continue();
}
