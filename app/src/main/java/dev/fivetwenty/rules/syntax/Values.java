package dev.fivetwenty.rules.syntax;

import dev.fivetwenty.rules.request.Field;
import dev.fivetwenty.rules.syntax.Node.Call;
import dev.fivetwenty.rules.syntax.Node.Each;
import dev.fivetwenty.rules.syntax.Node.Entry;
import dev.fivetwenty.rules.syntax.Node.Item;
import dev.fivetwenty.rules.syntax.Node.Of;
import dev.fivetwenty.rules.syntax.Node.Test;
import dev.fivetwenty.rules.syntax.Node.Truth;
import dev.fivetwenty.rules.syntax.Node.Value;
import dev.fivetwenty.rules.value.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads fields, calls, and the brackets behind them.
final class Values {

  /// Places of an array that can be named; no request has more fields.
  private static final int MOST_INDEX = 65_535;

  private final Tokens tokens;
  private final Literals literals;
  private final Parser parser;

  Values(Tokens tokens, Literals literals, Parser parser) {
    this.tokens = tokens;
    this.literals = literals;
    this.parser = parser;
  }

  Value value() throws ExpressionProblem {
    Token token = tokens.peek();
    if (token.kind() != Token.Kind.WORD) throw tokens.problem(Hints.noValue(token), token.span());
    tokens.take();
    return bracketed(tokens.peek().is("(") ? call(token) : field(token));
  }

  private Value field(Token token) throws ExpressionProblem {
    Field field =
        Field.named(token.text())
            .orElseThrow(() -> tokens.problem(Hints.noField(token.text()), token.span()));
    return new Of(token.span(), field);
  }

  // Brackets.

  private Value bracketed(Value value) throws ExpressionProblem {
    Value inner = value;
    while (tokens.peek().is("[")) {
      Token open = tokens.take();
      Token key = tokens.take();
      if (!tokens.peek().is("]")) {
        throw tokens.problem("this [ is not closed by a ]", open.span());
      }
      inner = entered(inner, key, open.span().to(tokens.take().span()));
    }
    return inner;
  }

  private Value entered(Value value, Token key, Span bracket) throws ExpressionProblem {
    Span span = value.span().to(bracket);
    if (value instanceof Each) {
      throw tokens.problem("behind [*] there is an item, which has nothing more in it", bracket);
    }
    if (value.type() == Type.MAP) return entry(value, key, span);
    if (!value.type().isArray()) {
      throw tokens.problem("this is " + value.type().words() + ", which has nothing in it", bracket);
    }
    if (key.is("*")) return new Each(span, value);
    if (key.kind() != Token.Kind.NUMBER) {
      throw tokens.problem("an array has places from 0, or [*] for every one", key.span());
    }
    boolean near = key.text().matches("\\d{1,6}") && Integer.parseInt(key.text()) <= MOST_INDEX;
    if (!near) throw tokens.problem("places of an array go from 0 to " + MOST_INDEX, key.span());
    return new Item(span, value, Integer.parseInt(key.text()));
  }

  private Value entry(Value map, Token key, Span span) throws ExpressionProblem {
    if (key.is("*")) {
      throw tokens.problem("name a key first, as in [\"name\"][*]; all values are in .values[*]", key.span());
    }
    if (key.kind() != Token.Kind.STRING) {
      throw tokens.problem("a map has keys in quotes, as in [\"name\"]", key.span());
    }
    Literal.Text text = Strings.plain(key, tokens.expression());
    checkKey(map, text, key.span());
    return new Entry(span, map, text);
  }

  private void checkKey(Node map, Literal.Text key, Span span) throws ExpressionProblem {
    String lower = key.octets().toLowerCase(Locale.ROOT);
    boolean names = map instanceof Of(Span _, Field field) && field.hasFieldNames();
    if (names && !lower.equals(key.octets())) {
      throw tokens.problem("names of fields are in lower case here; did you mean \"" + lower + "\"?", span);
    }
  }

  // Calls.

  private Value call(Token name) throws ExpressionProblem {
    Function function =
        Function.named(name.text())
            .orElseThrow(() -> tokens.problem(Hints.noFunction(name.text()), name.span()));
    Token open = tokens.take();
    tokens.deeper(open);
    var arguments = new ArrayList<Node>();
    while (!tokens.peek().is(")")) {
      if (!arguments.isEmpty()) {
        if (tokens.isAtEnd()) throw tokens.problem("this ( is not closed", open.span());
        tokens.expect(",", "expected , or )");
      }
      if (tokens.isAtEnd()) throw tokens.problem("this ( is not closed", open.span());
      if (arguments.size() == function.most()) throw tokens.problem(Hints.tooMany(function), tokens.peek().span());
      arguments.add(argument(function, arguments.size()));
    }
    tokens.shallower();
    Span span = name.span().to(tokens.take().span());
    if (arguments.size() < function.least()) throw tokens.problem(Hints.tooFew(function), span);
    if (function == Function.HAS_KEY) {
      checkKey(arguments.get(0), (Literal.Text) arguments.get(1), arguments.get(1).span());
    }
    return new Call(span, function, arguments, type(function, arguments));
  }

  /// For each item of its first argument a function returns one of an array.
  private static Type type(Function function, List<Node> arguments) {
    boolean each = !(function == Function.ANY || function == Function.ALL) && Items.in(arguments.getFirst()) != null;
    return each ? function.result().array() : function.result();
  }

  private Node argument(Function function, int number) throws ExpressionProblem {
    Parameter parameter = function.parameter(number);
    if (literals.isNext()) return literal(parameter);
    if (parameter.isLiteral()) {
      throw tokens.problem("expected " + parameter.words() + ", found " + tokens.peek().words(), tokens.peek().span());
    }
    Test test = parser.test();
    Node argument = test instanceof Truth(Span _, Value value) ? value : test;
    Each each = Items.in(argument);
    if (each != null && number > 0) {
      throw tokens.problem("[*] can stand in the first argument only", each.span());
    }
    if (parameter == Parameter.TESTS) return tests(argument, each);
    if (!(argument instanceof Value value) || !parameter.takes(value.type())) {
      throw tokens.problem(Hints.argument(function, parameter, argument), argument.span());
    }
    if (each != null && function.result().isArray()) {
      throw tokens.problem("arrays of arrays are not known; leave [*] out", each.span());
    }
    return argument;
  }

  private Node literal(Parameter parameter) throws ExpressionProblem {
    Token token = tokens.peek();
    if (parameter == Parameter.TESTS) {
      throw tokens.problem("expected " + parameter.words() + ", found " + token.words(), token.span());
    }
    Literal literal = literals.argument(parameter);
    if (!parameter.takes(literal.type()) || !parameter.takes(literal)) {
      throw tokens.problem("expected " + parameter.words() + ", found " + Hints.shown(token), token.span());
    }
    return literal;
  }

  private Node tests(Node argument, Each each) throws ExpressionProblem {
    if (argument instanceof Value value) {
      boolean fit = value.type() == Type.BOOLEANS || each != null && value.type() == Type.BOOLEAN;
      if (!fit) throw tokens.problem(Hints.tests(value), value.span());
    } else if (each == null) {
      throw tokens.problem("no [*] stands in here, so there are no items to look at", argument.span());
    }
    return argument;
  }
}
