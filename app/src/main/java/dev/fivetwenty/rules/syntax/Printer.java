package dev.fivetwenty.rules.syntax;

import dev.fivetwenty.rules.syntax.Node.Call;
import dev.fivetwenty.rules.syntax.Node.Comparison;
import dev.fivetwenty.rules.syntax.Node.Connective;
import dev.fivetwenty.rules.syntax.Node.Constant;
import dev.fivetwenty.rules.syntax.Node.Each;
import dev.fivetwenty.rules.syntax.Node.Entry;
import dev.fivetwenty.rules.syntax.Node.InList;
import dev.fivetwenty.rules.syntax.Node.Item;
import dev.fivetwenty.rules.syntax.Node.Logic;
import dev.fivetwenty.rules.syntax.Node.Membership;
import dev.fivetwenty.rules.syntax.Node.Not;
import dev.fivetwenty.rules.syntax.Node.Of;
import dev.fivetwenty.rules.syntax.Node.Test;
import dev.fivetwenty.rules.syntax.Node.Truth;
import java.util.List;
import java.util.stream.Collectors;

/// Writes an expression: operators in English, brackets where they are needed. Read again, it is the
/// same expression.
public final class Printer {

  public static String print(Node node) {
    return switch (node) {
      case Constant constant -> Boolean.toString(constant.value());
      case Truth truth -> print(truth.value());
      case Not not -> "not " + operand(not.term(), not.term() instanceof Logic);
      case Logic logic -> logic(logic);
      case Comparison c -> print(c.left()) + " " + c.operator().word() + " " + print(c.right());
      case Membership m -> print(m.left()) + " in {" + several(m.set(), " ") + "}";
      case InList list -> print(list.left()) + " in $" + list.list();
      case Of of -> of.field().label();
      case Item item -> print(item.array()) + "[" + item.index() + "]";
      case Entry entry -> print(entry.map()) + "[" + print(entry.key()) + "]";
      case Each each -> print(each.array()) + "[*]";
      case Call call -> call.function().label() + "(" + several(call.arguments(), ", ") + ")";
      case Literal literal -> literal(literal);
    };
  }

  private static String several(List<? extends Node> nodes, String between) {
    return nodes.stream().map(Printer::print).collect(Collectors.joining(between));
  }

  private static String logic(Logic logic) {
    return logic.terms().stream()
        .map(term -> operand(term, term instanceof Logic inner && !bindsStronger(inner, logic.connective())))
        .collect(Collectors.joining(" " + logic.connective().word() + " "));
  }

  private static boolean bindsStronger(Logic inner, Connective outer) {
    return inner.connective().compareTo(outer) < 0;
  }

  private static String operand(Test test, boolean bracketed) {
    return bracketed ? "(" + print(test) + ")" : print(test);
  }

  private static String literal(Literal literal) {
    return switch (literal) {
      case Literal.Text text -> Strings.written(text);
      case Literal.Whole whole -> Long.toString(whole.number());
      case Literal.Wholes range -> range.from() + ".." + range.to();
      case Literal.Single single -> single.address().toString();
      case Literal.Block block -> block.block().first() + "/" + block.block().prefix();
      case Literal.Addresses range -> range.from() + ".." + range.to();
    };
  }

  private Printer() {}
}
