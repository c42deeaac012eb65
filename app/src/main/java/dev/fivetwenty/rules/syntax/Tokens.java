package dev.fivetwenty.rules.syntax;

import java.util.List;

/// The tokens of an expression, read from left to right.
final class Tokens {

  /// Brackets and `not` in one another.
  private static final int MOST_DEPTH = 64;

  private final String expression;
  private final List<Token> all;
  private int at;
  private int depth;

  Tokens(String expression) throws ExpressionProblem {
    this.expression = expression;
    all = Lexer.tokens(expression);
  }

  String expression() {
    return expression;
  }

  Token peek() {
    return all.get(at);
  }

  /// Returns the token behind the next one; the end where there is none.
  Token peekSecond() {
    return all.get(Math.min(at + 1, all.size() - 1));
  }

  boolean isAtEnd() {
    return peek().kind() == Token.Kind.END;
  }

  Token take() {
    Token token = peek();
    if (!isAtEnd()) at++;
    return token;
  }

  /// Returns the token that was taken last.
  Token last() {
    return all.get(Math.max(0, at - 1));
  }

  /// Takes a sign that must stand here.
  Token expect(String sign, String instead) throws ExpressionProblem {
    if (!peek().is(sign)) throw problem(instead + ", found " + peek().words(), peek().span());
    return take();
  }

  void expectEnd(String instead) throws ExpressionProblem {
    if (!isAtEnd()) throw problem(instead + ", found " + peek().words(), peek().span());
  }

  void deeper(Token at) throws ExpressionProblem {
    if (++depth > MOST_DEPTH) throw problem("nested deeper than " + MOST_DEPTH + " levels", at.span());
  }

  void shallower() {
    depth--;
  }

  ExpressionProblem problem(String text, Span span) {
    return new ExpressionProblem(text, expression, span);
  }
}
