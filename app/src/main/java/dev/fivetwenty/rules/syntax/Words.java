package dev.fivetwenty.rules.syntax;

import dev.fivetwenty.rules.request.Field;
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
import dev.fivetwenty.rules.syntax.Node.Value;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Tells an expression in plain words, a line for each test, indented as they belong together.
public final class Words {

  /// Returns lines without a line end behind the last.
  public static String of(Test test) {
    var out = new StringBuilder();
    tell(test, 0, out);
    return out.toString().stripTrailing();
  }

  private static void tell(Test test, int depth, StringBuilder out) {
    switch (test) {
      case Logic logic -> {
        line(
            switch (logic.connective()) {
              case AND -> "all of these:";
              case OR -> "at least one of these:";
              case XOR -> "an odd number of these:";
            },
            depth, out);
        logic.terms().forEach(term -> tell(term, depth + 1, out));
      }
      case Not(Span _, Logic logic) -> {
        line(logic.connective() == Connective.OR ? "none of these:" : "not so:", depth, out);
        if (logic.connective() == Connective.OR) logic.terms().forEach(term -> tell(term, depth + 1, out));
        else tell(logic, depth + 1, out);
      }
      default -> line(clause(test), depth, out);
    }
  }

  private static void line(String text, int depth, StringBuilder out) {
    out.append("  ".repeat(depth)).append(depth == 0 ? "" : "- ").append(text).append('\n');
  }

  /// Returns a test as a clause.
  private static String clause(Node node) {
    return switch (node) {
      case Constant constant -> constant.value() ? "always" : "never";
      case Truth truth -> truth(truth.value());
      case Not(Span _, Truth(Span _, Of _)) -> "the client does not speak TLS";
      case Not not -> "it is not so that " + clause(not.term());
      case Logic logic ->
          logic.terms().stream().map(Words::clause)
              .collect(Collectors.joining(" " + logic.connective().word() + " "));
      case Comparison c -> value(c.left()) + " " + c.operator().words() + " " + Printer.print(c.right());
      case Membership m ->
          value(m.left()) + (m.set().size() == 1 ? " is in " : " is one of ")
              + m.set().stream().map(Printer::print).collect(Collectors.joining(", "));
      case InList list -> value(list.left()) + " is in the list " + list.list();
      case Value value -> truth(value);
    };
  }

  private static String truth(Value value) {
    return switch (value) {
      case Of of -> of.field().words();
      case Each each -> truth(each.array());
      case Item item -> "for item " + item.index() + ": " + truth(item.array());
      case Call call -> truth(call.function(), call.arguments());
      default -> throw new IllegalStateException("never true: " + value);
    };
  }

  private static String truth(Function function, List<Node> a) {
    return switch (function) {
      case ANY -> "for at least one: " + clause(a.getFirst());
      case ALL -> "for each one: " + clause(a.getFirst());
      case STARTS_WITH -> value(a.get(0)) + " begins with " + value(a.get(1));
      case ENDS_WITH -> value(a.get(0)) + " ends with " + value(a.get(1));
      case HAS_KEY -> "there is a " + named(((Of) a.get(0)).field(), ((Literal.Text) a.get(1)).octets());
      case HAS_VALUE -> "one of " + value(a.get(0)) + " is " + value(a.get(1));
      case IS_TIMED_HMAC_VALID_V0 ->
          value(a.get(1)) + " carries a valid code that is at most " + value(a.get(2)) + " seconds old";
      default -> throw new IllegalStateException("never true: " + function);
    };
  }

  private static String value(Node node) {
    return switch (node) {
      case Of of -> of.field().words();
      case Item(Span _, Entry entry, int index) when index == 0 -> entry(entry);
      case Item item -> "item " + item.index() + " of " + value(item.array());
      case Entry entry -> "the values of " + entry(entry);
      case Each(Span _, Entry entry) -> "a value of " + entry(entry);
      case Each(Span _, Of of) -> "one of " + of.field().words();
      case Each each -> value(each.array());
      case Call call -> call(call.function(), call.arguments());
      case Literal literal -> Printer.print(literal);
      case Test test -> clause(test);
    };
  }

  private static String entry(Entry entry) {
    return "the " + named(((Of) entry.map()).field(), entry.key().octets());
  }

  private static String named(Field map, String key) {
    return map.words() + " " + (map.hasFieldNames() ? capitalised(key) : key);
  }

  /// As names of fields are usually written.
  private static String capitalised(String name) {
    var out = new StringBuilder(name.toLowerCase(Locale.ROOT));
    for (int i = 0; i < out.length(); i++) {
      if (i == 0 || out.charAt(i - 1) == '-') out.setCharAt(i, Character.toUpperCase(out.charAt(i)));
    }
    return out.toString();
  }

  private static String call(Function function, List<Node> a) {
    String first = value(a.getFirst());
    return switch (function) {
      case LEN -> "the length of " + first;
      case LOWER -> first + " in lower case";
      case UPPER -> first + " in upper case";
      case CONCAT -> a.stream().map(Words::value).collect(Collectors.joining(" followed by "));
      case SUBSTRING ->
          first + " from byte " + value(a.get(1)) + (a.size() > 2 ? " to before byte " + value(a.get(2)) : " on");
      case URL_DECODE -> first + ", URL-decoded";
      case DECODE_BASE64 -> first + ", decoded from Base64";
      case REGEX_REPLACE, WILDCARD_REPLACE ->
          first + " with " + value(a.get(1)) + " replaced by " + value(a.get(2));
      case LOOKUP_JSON_STRING, LOOKUP_JSON_INTEGER ->
          "what " + first + " as JSON has at "
              + a.stream().skip(1).map(Words::value).collect(Collectors.joining(", then "));
      case CIDR -> "the network (/" + value(a.get(1)) + ", IPv6 /" + value(a.get(2)) + ") of " + first;
      case CIDR6 -> "the network (IPv6 /" + value(a.get(1)) + ") of " + first;
      case SPLIT -> "the parts of " + first + " between " + value(a.get(1));
      case JOIN -> first + ", joined with " + value(a.get(1));
      case REMOVE_BYTES -> first + " without the bytes " + value(a.get(1));
      case REMOVE_QUERY_ARGS ->
          first + " without the arguments "
              + a.stream().skip(1).map(Words::value).collect(Collectors.joining(", "));
      case TO_STRING -> first + " as a string";
      case ENCODE_BASE64 -> first + " in Base64";
      case SHA256 -> "the SHA-256 digest of " + first;
      case UUIDV4 -> "a UUID made of " + first;
      case ANY, ALL, STARTS_WITH, ENDS_WITH, HAS_KEY, HAS_VALUE, IS_TIMED_HMAC_VALID_V0 -> truth(function, a);
    };
  }

  private Words() {}
}
