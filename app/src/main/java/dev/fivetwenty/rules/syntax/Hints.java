package dev.fivetwenty.rules.syntax;

import dev.fivetwenty.rules.request.Field;
import dev.fivetwenty.rules.syntax.Node.Test;
import dev.fivetwenty.rules.syntax.Node.Value;
import dev.fivetwenty.rules.value.Type;
import dev.fivetwenty.spelling.Spelling;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Says what is wrong with an expression, and what was probably meant.
final class Hints {

  /// Where a name of the language begins; others do not look like a field at all.
  private static final Set<String> FAMILIES =
      Set.of("http", "raw", "ip", "cf", "ssl", "tcp", "udp", "icmp");

  private static final Set<String> CONNECTIVES = Set.of("and", "xor", "or");

  /// What others call what is known here, or why it is not.
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "ip.addr", "the client's address is ip.src",
          "http.request.host", "the host is http.host",
          "http.request.user_agent", "the User-Agent is http.user_agent",
          "http.request.path", "the path is http.request.uri.path",
          "http.request.uri.host", "the host is http.host",
          "http.response.status", "the status is http.response.code",
          "http.request.scheme", "whether the client speaks TLS is ssl");

  static String noField(String name) {
    if (ELSEWHERE.containsKey(name)) return "there is no field " + name + "; " + ELSEWHERE.get(name);
    if (Function.named(name).isPresent()) return name + " is a function: " + name + "(…)";
    if (CONNECTIVES.contains(name)) return name + " stands between two tests, and there is none on its left";
    Optional<String> near = nearest(name, Field.names());
    if (near.isPresent()) return "there is no field " + name + "; did you mean " + near.get() + "?";
    if (!FAMILIES.contains(name.split("\\.", 2)[0])) {
      boolean operator = Operator.spelled(name.toLowerCase(Locale.ROOT)).isPresent();
      return operator
          ? "expected a field or a function, found " + name
          : "there is no field " + name + "; a string stands in quotes";
    }
    return "this edge does not know " + name + why(name);
  }

  private static String why(String name) {
    if (name.startsWith("ip.") || name.startsWith("cf.unique")) {
      return ": of a client it knows the address, ip.src, and nothing that a database would have to say";
    }
    if (name.startsWith("http.request.body")) return ": it passes content on without reading it";
    if (name.startsWith("cf.bot") || name.startsWith("cf.threat") || name.startsWith("cf.waf")) {
      return ": it scores nobody";
    }
    return "";
  }

  /// Returns the nearest name; of long names with the same beginning the end counts.
  private static Optional<String> nearest(String typed, Set<String> names) {
    int most = Math.clamp(typed.length() / 4, 1, 3);
    String lower = typed.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(name -> Spelling.distance(name, lower) <= most)
        .min(
            Comparator.comparingInt((String name) -> Spelling.distance(name, lower))
                .thenComparing(Comparator.naturalOrder()));
  }

  static String noFunction(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (Field.named(name).isPresent()) return name + " is a field, which takes no arguments";
    return "there is no function " + name + Spelling.hint(lower, Function.names(), "functions");
  }

  static String noList(String name, List<String> lists) {
    if (lists.isEmpty()) return "there is no list " + name + ", as none is defined";
    return "there is no list " + name + Spelling.hint(name, lists, "lists");
  }

  /// @param next the token behind it
  static String noOperator(Token token, Token next) {
    String typed = token.text();
    if (typed.equals("!") || typed.equals("not")) {
      return "not stands before a whole comparison: not " + (next.isWord("in") ? "x in {…}" : "x eq y");
    }
    if (Function.named(typed).isPresent()) {
      return typed + " is a function: " + typed + "(field, …)";
    }
    List<String> words =
        Stream.concat(
                Operator.spellings().stream(),
                Arrays.stream(Node.Connective.values()).map(Node.Connective::word))
            .toList();
    String lower = typed.toLowerCase(Locale.ROOT);
    if (words.contains(lower)) return "operators are in lower case: " + lower;
    return switch (lower) {
      case "equals", "is", "equal" -> "there is no operator " + typed + "; did you mean eq?";
      case "like", "regex", "match" -> "there is no operator " + typed + "; did you mean matches?";
      default -> "there is no operator " + typed + Spelling.hint(typed, words, "operators");
    };
  }

  static String cannot(Operator operator, Type type) {
    List<String> fit =
        Arrays.stream(Operator.values()).filter(o -> o.takes(type)).map(Operator::word).toList();
    String how =
        type == Type.BOOLEAN
            ? "a truth value stands alone, or behind not"
            : type.words() + " takes " + String.join(", ", fit);
    return operator.word() + " does not compare " + type.words() + "; " + how;
  }

  /// What of an array or a map can be compared.
  static String single(Value value) {
    String text = Printer.print(value);
    if (value.type() == Type.MAP) {
      return text + " is a map; name a key and a place, as in " + text + "[\"name\"][0]";
    }
    return text + " is " + value.type().words() + "; name a place, as in " + text
        + "[0], or ask for any, as in any(" + text + "[*] eq …)";
  }

  static String noTest(Value value) {
    if (value.type().isArray() || value.type() == Type.MAP) return single(value);
    return "this is " + value.type().words() + ", which is neither true nor false; compare it, as in "
        + Printer.print(value) + " eq " + example(value.type());
  }

  private static String example(Type type) {
    return switch (type) {
      case INTEGER -> "1";
      case ADDRESS -> "192.0.2.1";
      default -> "\"…\"";
    };
  }

  static String noValue(Token token) {
    return switch (token.kind()) {
      case STRING, NUMBER, ADDRESS ->
          "a comparison begins with a field or a function; " + token.kind().words + " stands on the right";
      case LIST -> "a list stands behind in only";
      case END -> "something is missing here: a field or a function";
      case WORD, SIGN -> "expected a field or a function, found " + token.words();
    };
  }

  static String behind(Token next, Test test) {
    boolean compared = !(test instanceof Node.Truth);
    return "expected and, xor, or " + (compared ? "" : "or an operator ") + "here, found " + next.words();
  }

  static String tooFew(Function function) {
    String bound = function.most() == function.least() ? "" : "at least ";
    return function.label() + " takes " + bound + counted(function.least()) + ": " + parameters(function);
  }

  static String tooMany(Function function) {
    String bound = function.most() == function.least() ? "" : "at most ";
    return function.label() + " takes " + bound + counted(function.most());
  }

  private static String counted(int arguments) {
    return arguments == 1 ? "one argument" : arguments + " arguments";
  }

  private static String parameters(Function function) {
    var words = new StringBuilder(function.parameter(0).words());
    for (int i = 1; i < function.least(); i++) {
      words.append(", then ").append(function.parameter(i).words());
    }
    return words.toString();
  }

  static String argument(Function function, Parameter parameter, Node argument) {
    String expected = function.label() + " takes " + parameter.words() + " here, and this is ";
    if (!(argument instanceof Value value)) return expected + "a test";
    boolean array = value.type().isArray() && parameter.takes(value.type().item());
    boolean looked = !value.type().isArray() && Items.in(value) != null && value.type() != Type.ADDRESS;
    boolean item = looked && parameter.takes(value.type().array());
    String hint =
        array ? "; add [*] to take each item" : item ? "; leave [*] out"
            : value.type() == Type.MAP ? "; name a key, as in " + Printer.print(value) + "[\"name\"]" : "";
    return expected + value.type().words() + hint;
  }

  static String tests(Value value) {
    if (value.type() == Type.BOOLEAN) {
      return "no [*] stands in here, so there are no items to look at";
    }
    boolean array = value.type().isArray();
    String item = Printer.print(value) + (array ? "[*]" : "");
    Type type = array ? value.type().item() : value.type();
    return "this is " + value.type().words() + "; compare each item, as in " + item + " eq " + example(type);
  }

  static String shown(Token token) {
    return token.kind() == Token.Kind.STRING ? '"' + token.text() + '"' : token.text();
  }

  static String several(Type type) {
    return switch (type) {
      case ADDRESS -> "addresses";
      case INTEGER -> "integers";
      default -> "strings";
    };
  }

  private Hints() {}
}
