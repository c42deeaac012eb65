package dev.fivetwenty.rules;

import dev.fivetwenty.rules.eval.Compiler;
import dev.fivetwenty.rules.request.Field;
import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.source.Condition;
import dev.fivetwenty.rules.syntax.ExpressionProblem;
import dev.fivetwenty.rules.syntax.Fields;
import dev.fivetwenty.rules.syntax.Node;
import dev.fivetwenty.rules.syntax.Parser;
import dev.fivetwenty.rules.syntax.Printer;
import dev.fivetwenty.rules.syntax.Words;
import java.util.Set;

/// A test of requests, as owners of sites write it. Immutable; any thread may ask.
///
/// Two are equal if they were written alike.
public final class Expression {

  private final String text;
  private final Node.Test tree;
  private final Condition condition;

  private Expression(String text, Node.Test tree, Condition condition) {
    this.text = text;
    this.tree = tree;
    this.condition = condition;
  }

  /// Reads an expression that names no lists.
  ///
  /// @throws ExpressionProblem for the first thing that is wrong, with its place
  public static Expression parse(String text) throws ExpressionProblem {
    return parse(text, Lists.NONE);
  }

  /// @throws ExpressionProblem for the first thing that is wrong, with its place
  public static Expression parse(String text, Lists lists) throws ExpressionProblem {
    Node.Test tree = Parser.parse(text, lists);
    return new Expression(text, tree, Compiler.compile(tree, lists.byName()));
  }

  /// Returns whether it holds for a request. What functions made for the one before is gone then.
  public boolean matches(RequestView view) {
    view.scratch().reset();
    return condition.holds(view);
  }

  /// Returns the fields that it looks at.
  public Set<Field> fields() {
    return Fields.in(tree);
  }

  /// Returns whether it can be asked only when there is a response.
  public boolean needsResponse() {
    return fields().stream().anyMatch(Field::isOfResponse);
  }

  /// Returns the same in its usual spelling.
  public String printed() {
    return Printer.print(tree);
  }

  /// Returns the same in plain words.
  public String words() {
    return Words.of(tree);
  }

  /// Returns the text that it was read from.
  public String text() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Expression that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
