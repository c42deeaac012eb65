package dev.fivetwenty.rules.syntax;

import dev.fivetwenty.rules.syntax.Node.Call;
import dev.fivetwenty.rules.syntax.Node.Comparison;
import dev.fivetwenty.rules.syntax.Node.Constant;
import dev.fivetwenty.rules.syntax.Node.Each;
import dev.fivetwenty.rules.syntax.Node.Entry;
import dev.fivetwenty.rules.syntax.Node.InList;
import dev.fivetwenty.rules.syntax.Node.Item;
import dev.fivetwenty.rules.syntax.Node.Logic;
import dev.fivetwenty.rules.syntax.Node.Membership;
import dev.fivetwenty.rules.syntax.Node.Not;
import dev.fivetwenty.rules.syntax.Node.Of;
import dev.fivetwenty.rules.syntax.Node.Truth;
import java.util.List;
import java.util.stream.Stream;

/// Finds the `[*]` that make a part of an expression be evaluated item by item. A call takes those of
/// its arguments up: they are none of the expression around it.
public final class Items {

  /// Returns the first `[*]` of a part, or null.
  public static Each in(Node node) {
    return all(node).findFirst().orElse(null);
  }

  /// Returns the first `[*]` that is of another array than the one before it, or null.
  static Each second(Node node) {
    List<Each> all = all(node).toList();
    return all.stream().filter(each -> !each.array().equals(all.getFirst().array())).findFirst().orElse(null);
  }

  private static Stream<Each> all(Node node) {
    return switch (node) {
      case Each each -> Stream.of(each);
      case Truth truth -> all(truth.value());
      case Not not -> all(not.term());
      case Logic logic -> logic.terms().stream().flatMap(Items::all);
      case Comparison comparison -> all(comparison.left());
      case Membership membership -> all(membership.left());
      case InList list -> all(list.left());
      case Call _, Of _, Item _, Entry _, Constant _, Literal _ -> Stream.empty();
    };
  }

  static String alone(Node node) {
    return Printer.print(node) + " is looked at item by item, which only a function takes, as in any(… eq \"a\")";
  }

  private Items() {}
}
