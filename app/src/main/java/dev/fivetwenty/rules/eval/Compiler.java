package dev.fivetwenty.rules.eval;

import dev.fivetwenty.rules.regex.TextPattern;
import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.source.AddressSource;
import dev.fivetwenty.rules.source.Condition;
import dev.fivetwenty.rules.source.NumberSource;
import dev.fivetwenty.rules.source.Sized;
import dev.fivetwenty.rules.source.TextArray;
import dev.fivetwenty.rules.source.TextSource;
import dev.fivetwenty.rules.syntax.Function;
import dev.fivetwenty.rules.syntax.Items;
import dev.fivetwenty.rules.syntax.Literal;
import dev.fivetwenty.rules.syntax.Node.Call;
import dev.fivetwenty.rules.syntax.Node.Comparison;
import dev.fivetwenty.rules.syntax.Node.Constant;
import dev.fivetwenty.rules.syntax.Node.Each;
import dev.fivetwenty.rules.syntax.Node.InList;
import dev.fivetwenty.rules.syntax.Node.Item;
import dev.fivetwenty.rules.syntax.Node.Logic;
import dev.fivetwenty.rules.syntax.Node.Membership;
import dev.fivetwenty.rules.syntax.Node.Not;
import dev.fivetwenty.rules.syntax.Node.Of;
import dev.fivetwenty.rules.syntax.Node.Test;
import dev.fivetwenty.rules.syntax.Node.Truth;
import dev.fivetwenty.rules.syntax.Node.Value;
import dev.fivetwenty.rules.syntax.Node;
import dev.fivetwenty.rules.syntax.Operator;
import dev.fivetwenty.rules.syntax.Regexes;
import dev.fivetwenty.rules.value.AddressTrie;
import dev.fivetwenty.rules.value.NamedList;
import dev.fivetwenty.rules.value.NumberSet;
import dev.fivetwenty.rules.value.TextSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes evaluators of a tree: a small one for each node, chosen once.
public final class Compiler {

  private final Map<String, NamedList> lists;
  private final Values values = new Values(this);

  private Compiler(Map<String, NamedList> lists) {
    this.lists = lists;
  }

  /// @param lists all that the test names
  public static Condition compile(Test test, Map<String, NamedList> lists) {
    return new Compiler(lists).condition(test);
  }

  public static TextSource text(Value value) {
    return withoutLists().text(value);
  }

  public static TextArray array(Value value) {
    return withoutLists().array(value);
  }

  public static NumberSource number(Value value) {
    return withoutLists().number(value);
  }

  public static AddressSource address(Value value) {
    return withoutLists().address(value);
  }

  public static Condition truth(Value value) {
    return new Compiler(Map.of()).truthOf(value);
  }

  private static Values withoutLists() {
    return new Compiler(Map.of()).values;
  }

  Condition condition(Node node) {
    return switch (node) {
      case Constant constant -> constant.value() ? _ -> true : _ -> false;
      case Truth truth -> truthOf(truth.value());
      case Not not -> new Conditions.Not(condition(not.term()));
      case Logic logic -> logic(logic);
      case Comparison comparison -> comparison(comparison);
      case Membership membership -> membership(membership);
      case InList list -> member(list.left(), lists.get(list.list()));
      case Value value -> truthOf(value);
    };
  }

  private Condition logic(Logic logic) {
    Condition[] terms = logic.terms().stream().map(this::condition).toArray(Condition[]::new);
    return switch (logic.connective()) {
      case AND -> new Conditions.And(terms);
      case XOR -> new Conditions.Xor(terms);
      case OR -> new Conditions.Or(terms);
    };
  }

  private Condition comparison(Comparison c) {
    return switch (c.right()) {
      case Literal.Text text -> new Comparisons.OfText(values.text(c.left()), textTest(c.operator(), text));
      case Literal.Whole whole -> new Comparisons.OfNumber(values.number(c.left()), c.operator(), whole.number());
      case Literal.Single single ->
          new Comparisons.OfAddress(values.address(c.left()), c.operator() == Operator.EQ, single.address());
      case Literal.Wholes _, Literal.Block _, Literal.Addresses _ ->
          throw new IllegalStateException("stands in a set only");
    };
  }

  private static Comparisons.TextTest textTest(Operator operator, Literal.Text text) {
    if (operator != Operator.MATCHES) return Comparisons.text(operator, text.bytes());
    return Comparisons.regex(TextPattern.of(Regexes.compile(new String(text.bytes(), StandardCharsets.UTF_8))));
  }

  private Condition membership(Membership membership) {
    List<Literal> set = membership.set();
    return member(
        membership.left(),
        switch (membership.left().type()) {
          case STRING -> new NamedList.Texts(texts(set));
          case INTEGER -> new NamedList.Numbers(numbers(set));
          default -> new NamedList.Addresses(addresses(set));
        });
  }

  private Condition member(Value left, NamedList list) {
    return switch (list) {
      case NamedList.Texts(TextSet set) -> new Comparisons.OfText(values.text(left), Comparisons.oneOf(set));
      case NamedList.Numbers(NumberSet set) -> new Comparisons.NumberIn(values.number(left), set);
      case NamedList.Addresses(AddressTrie trie) -> new Comparisons.AddressIn(values.address(left), trie);
    };
  }

  private static TextSet texts(List<Literal> set) {
    return new TextSet(set.stream().map(literal -> ((Literal.Text) literal).bytes()).toList());
  }

  private static NumberSet numbers(List<Literal> set) {
    var ranges = new ArrayList<NumberSet.Range>();
    for (Literal literal : set) {
      if (literal instanceof Literal.Whole(var _, long number)) ranges.add(new NumberSet.Range(number, number));
      if (literal instanceof Literal.Wholes(var _, long from, long to)) ranges.add(new NumberSet.Range(from, to));
    }
    return new NumberSet(ranges);
  }

  private static AddressTrie addresses(List<Literal> set) {
    var trie = new AddressTrie.Builder();
    for (Literal literal : set) {
      switch (literal) {
        case Literal.Single single -> trie.add(single.address(), single.address(), 0);
        case Literal.Block block -> trie.add(block.block(), 0);
        case Literal.Addresses range -> trie.add(range.from(), range.to(), 0);
        default -> throw new IllegalStateException("no address: " + literal);
      }
    }
    return trie.build();
  }

  // Truth values.

  Condition truthOf(Value value) {
    return switch (value) {
      case Of _ -> RequestView::isTls;
      case Each each -> truthOf(each.array());
      case Item item -> new Conditions.At(values.sized(item.array()), truthOf(item.array()), item.index());
      case Call call -> call(call);
      default -> throw new IllegalStateException("never true: " + value);
    };
  }

  private Condition call(Call call) {
    List<Node> arguments = call.arguments();
    return switch (call.function()) {
      case ANY -> new Conditions.Any(looked(arguments.getFirst()), condition(arguments.getFirst()));
      case ALL -> new Conditions.All(looked(arguments.getFirst()), condition(arguments.getFirst()));
      case STARTS_WITH, ENDS_WITH ->
          new Comparisons.Affix(
              values.text(arguments.get(0)), values.text(arguments.get(1)),
              call.function() == Function.STARTS_WITH);
      case HAS_KEY -> values.hasKey(arguments);
      case HAS_VALUE -> new Conditions.Has(values.array(arguments.get(0)), values.text(arguments.get(1)));
      case IS_TIMED_HMAC_VALID_V0 -> values.timedHmac(arguments);
      default -> throw new IllegalStateException("never true: " + call.function());
    };
  }

  /// Returns the array whose items a test is about.
  private Sized looked(Node test) {
    Each each = Items.in(test);
    return values.sized(each == null ? (Value) test : each.array());
  }
}
