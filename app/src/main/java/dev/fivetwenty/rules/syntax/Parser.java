package dev.fivetwenty.rules.syntax;

import dev.fivetwenty.rules.syntax.Node.Comparison;
import dev.fivetwenty.rules.syntax.Node.Connective;
import dev.fivetwenty.rules.syntax.Node.Constant;
import dev.fivetwenty.rules.syntax.Node.InList;
import dev.fivetwenty.rules.syntax.Node.Logic;
import dev.fivetwenty.rules.syntax.Node.Membership;
import dev.fivetwenty.rules.syntax.Node.Not;
import dev.fivetwenty.rules.syntax.Node.Test;
import dev.fivetwenty.rules.syntax.Node.Truth;
import dev.fivetwenty.rules.syntax.Node.Value;
import dev.fivetwenty.rules.value.Type;
import java.util.ArrayList;
import java.util.List;

/// Reads an expression: descends from what binds weakest to what binds strongest, and checks types
/// on the way.
///
/// ```text
/// or → xor → and → not → ( … ) | value [operator literal]
/// ```
public final class Parser {

  /// Characters of an expression.
  public static final int MOST_LENGTH = 4096;

  private final Tokens tokens;
  private final Values values;
  private final Literals literals;
  private final ListTypes lists;

  /// Which lists there are, and of what.
  @FunctionalInterface
  public interface ListTypes {
    /// Returns the type of a list's items, or null where there is no such list.
    Type of(String name);

    /// Returns the names of all, for whoever misspelt one.
    default List<String> names() {
      return List.of();
    }
  }

  private Parser(String expression, ListTypes lists) throws ExpressionProblem {
    tokens = new Tokens(expression);
    literals = new Literals(tokens);
    values = new Values(tokens, literals, this);
    this.lists = lists;
  }

  /// Returns what a text means.
  ///
  /// @throws ExpressionProblem for the first thing that is wrong
  public static Test parse(String expression, ListTypes lists) throws ExpressionProblem {
    return parser(expression, lists).whole();
  }

  /// Returns the value that a text names, a field or a function of one: what requests are counted by.
  ///
  /// @throws ExpressionProblem if it is none, or one of many values, but for all of one name
  public static Value parseValue(String expression, ListTypes lists) throws ExpressionProblem {
    Parser parser = parser(expression, lists);
    Value value = parser.values.value();
    parser.tokens.expectEnd("the value ends here");
    if (Items.in(value) != null) throw parser.tokens.problem(Items.alone(value), value.span());
    boolean many = value.type().isArray() || value.type() == Type.MAP;
    if (many && !(value instanceof Node.Entry)) {
      throw parser.tokens.problem(Hints.single(value), value.span());
    }
    return value;
  }

  private static Parser parser(String expression, ListTypes lists) throws ExpressionProblem {
    if (expression.length() > MOST_LENGTH) {
      throw new ExpressionProblem(
          "an expression has at most " + MOST_LENGTH + " characters, this one " + expression.length(),
          expression, MOST_LENGTH, MOST_LENGTH + 1);
    }
    return new Parser(expression, lists);
  }

  private Test whole() throws ExpressionProblem {
    if (tokens.peek().kind() == Token.Kind.END) {
      throw tokens.problem("there is nothing here; true is what always holds", tokens.peek().span());
    }
    Test test = checked(test());
    if (!tokens.isAtEnd()) throw behind(test);
    Node.Each each = Items.in(test);
    if (each != null) throw tokens.problem(Items.alone(each), each.span());
    return test;
  }

  private ExpressionProblem behind(Test test) {
    Token next = tokens.peek();
    if (next.is(")")) return tokens.problem("no ( belongs to this )", next.span());
    return tokens.problem(Hints.behind(next, test), next.span());
  }

  // Logic.

  /// Reads a test, or a value that is not checked yet to be one.
  Test test() throws ExpressionProblem {
    return logic(Connective.OR);
  }

  private Test logic(Connective connective) throws ExpressionProblem {
    Test first = operand(connective);
    if (!connective.isAt(tokens.peek())) return first;
    var terms = new ArrayList<Test>();
    terms.add(checked(first));
    while (connective.isAt(tokens.peek())) {
      Token word = tokens.take();
      if (tokens.isAtEnd()) {
        throw tokens.problem(word.text() + " has nothing on its right", word.span());
      }
      terms.add(checked(operand(connective)));
    }
    Test all = new Logic(first.span().to(terms.getLast().span()), connective, terms);
    checkOneArray(all);
    return all;
  }

  private Test operand(Connective connective) throws ExpressionProblem {
    return switch (connective) {
      case OR -> logic(Connective.XOR);
      case XOR -> logic(Connective.AND);
      case AND -> term();
    };
  }

  private Test term() throws ExpressionProblem {
    Token token = tokens.peek();
    if (token.isWord("not") || token.is("!")) {
      tokens.deeper(token);
      tokens.take();
      Test term = checked(term());
      tokens.shallower();
      return new Not(token.span().to(term.span()), term);
    }
    if (token.is("(")) {
      tokens.deeper(token);
      tokens.take();
      Test inner = checked(test());
      if (!tokens.peek().is(")")) throw unclosed(token);
      tokens.take();
      tokens.shallower();
      return inner;
    }
    if (token.isWord("true") || token.isWord("false")) {
      tokens.take();
      return new Constant(token.span(), token.isWord("true"));
    }
    return comparison();
  }

  private ExpressionProblem unclosed(Token open) {
    Token next = tokens.peek();
    return next.kind() == Token.Kind.END
        ? tokens.problem("this ( is not closed", open.span())
        : tokens.problem("expected ) or an operator, found " + next.words(), next.span());
  }

  /// Refuses what is no test.
  private Test checked(Test test) throws ExpressionProblem {
    if (test instanceof Truth(Span span, Value value) && value.type() != Type.BOOLEAN) {
      throw tokens.problem(Hints.noTest(value), span);
    }
    return test;
  }

  private void checkOneArray(Test test) throws ExpressionProblem {
    Node.Each other = Items.second(test);
    if (other != null) {
      throw tokens.problem("every [*] that is looked at together is of the same array", other.span());
    }
  }

  // Comparisons.

  private Test comparison() throws ExpressionProblem {
    Value left = values.value();
    Token token = tokens.peek();
    Operator operator = operator(token);
    if (operator == null) return new Truth(left.span(), left);
    tokens.take();
    Span span = left.span().to(token.span());
    if (operator == Operator.STRICT_WILDCARD) tokens.take();
    if (left.type().isArray() || left.type() == Type.MAP) {
      throw tokens.problem(Hints.single(left), left.span());
    }
    if (!operator.takes(left.type())) {
      throw tokens.problem(Hints.cannot(operator, left.type()), span);
    }
    return compared(left, operator);
  }

  private Test compared(Value left, Operator operator) throws ExpressionProblem {
    Token right = tokens.peek();
    if (operator == Operator.IN) {
      return right.kind() == Token.Kind.LIST ? inList(left) : inSet(left);
    }
    Literal literal = literals.right(left.type(), operator);
    return new Comparison(left.span().to(literal.span()), left, operator, literal);
  }

  private Test inSet(Value left) throws ExpressionProblem {
    List<Literal> set = literals.set(left.type());
    return new Membership(left.span().to(tokens.last().span()), left, set);
  }

  private Test inList(Value left) throws ExpressionProblem {
    Token name = tokens.take();
    Type type = lists.of(name.text());
    if (type == null) throw tokens.problem(Hints.noList(name.text(), lists.names()), name.span());
    if (type != left.type()) {
      throw tokens.problem(
          "$" + name.text() + " holds " + Hints.several(type) + ", and this is " + left.type().words(),
          name.span());
    }
    return new InList(left.span().to(name.span()), left, name.text());
  }

  /// Returns the operator that begins here, or null.
  private Operator operator(Token token) throws ExpressionProblem {
    if (token.isWord("strict")) {
      if (tokens.peekSecond().isWord("wildcard")) return Operator.STRICT_WILDCARD;
      throw tokens.problem("strict stands before wildcard only", token.span());
    }
    boolean word = token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.SIGN;
    Operator operator = word ? Operator.spelled(token.text()).orElse(null) : null;
    if (operator != null) return operator;
    for (Connective connective : Connective.values()) {
      if (connective.isAt(token)) return null;
    }
    if (token.kind() == Token.Kind.WORD || token.is("!")) {
      throw tokens.problem(Hints.noOperator(token, tokens.peekSecond()), token.span());
    }
    return null;
  }
}
