package dev.fivetwenty.rules.syntax;

import com.google.re2j.PatternSyntaxException;
import dev.fivetwenty.rules.value.Address;
import dev.fivetwenty.rules.value.AddressBlock;
import dev.fivetwenty.rules.value.Type;
import dev.fivetwenty.rules.value.Wildcard;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads literals: what stands on the right of an operator, in a set or in a call.
final class Literals {

  private final Tokens tokens;

  Literals(Tokens tokens) {
    this.tokens = tokens;
  }

  /// Reads what a value of that type is compared with.
  Literal right(Type type, Operator operator) throws ExpressionProblem {
    Token token = tokens.peek();
    if (token.is("{")) throw problem("a set stands behind in only", token);
    if (token.kind() == Token.Kind.LIST) throw problem("a list stands behind in only", token);
    return switch (operator) {
      case MATCHES -> regex(string());
      case WILDCARD, STRICT_WILDCARD -> pattern(string());
      default -> single(type);
    };
  }

  private Literal single(Type type) throws ExpressionProblem {
    return switch (type) {
      case STRING -> Strings.plain(string(), tokens.expression());
      case INTEGER -> whole();
      case ADDRESS -> address();
      default -> throw new IllegalStateException("no literal is " + type.words());
    };
  }

  private Token string() throws ExpressionProblem {
    return take(Token.Kind.STRING, "a string in quotes");
  }

  private Token take(Token.Kind kind, String what) throws ExpressionProblem {
    Token token = tokens.peek();
    if (token.kind() != kind) {
      String hint =
          token.kind() == Token.Kind.WORD && kind == Token.Kind.STRING
              ? "; did you mean \"" + token.text() + "\"?"
              : token.kind() == Token.Kind.STRING ? " without quotes" : "";
      String found = hint.startsWith(" ") ? hint : ", found " + token.words() + hint;
      throw problem("expected " + what + found, token);
    }
    return tokens.take();
  }

  Literal.Text regex(Token token) throws ExpressionProblem {
    Literal.Text text = Strings.pattern(token);
    try {
      Regexes.compile(new String(text.bytes(), StandardCharsets.UTF_8));
    } catch (PatternSyntaxException e) {
      throw problem("not a regular expression: " + e.getDescription() + of(e), token);
    }
    return text;
  }

  private static String of(PatternSyntaxException e) {
    return e.getPattern() == null || e.getPattern().isEmpty() ? "" : ": " + e.getPattern();
  }

  Literal.Text pattern(Token token) throws ExpressionProblem {
    Literal.Text text = Strings.pattern(token);
    Optional<String> wrong = Wildcard.problem(text.bytes());
    if (wrong.isPresent()) throw problem(wrong.get(), token);
    return text;
  }

  private Literal.Whole whole() throws ExpressionProblem {
    Token token = take(Token.Kind.NUMBER, "a whole number");
    if (tokens.peek().is("..")) throw problem("a range stands in a set only: in {1..9}", tokens.peek());
    return new Literal.Whole(token.span(), number(token));
  }

  private long number(Token token) throws ExpressionProblem {
    try {
      long number = Long.parseLong(token.text());
      if (number != Long.MIN_VALUE) return number;
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw problem(token.text() + " is beyond 64 bits", token);
  }

  private Literal address() throws ExpressionProblem {
    Token token = take(Token.Kind.ADDRESS, "an address");
    if (token.text().indexOf('/') >= 0) {
      throw problem("a block stands in a set only: in {" + token.text() + "}", token);
    }
    if (tokens.peek().is("..")) {
      throw problem("a range stands in a set only: in {" + token.text() + "..…}", tokens.peek());
    }
    return new Literal.Single(token.span(), parsed(token));
  }

  private Address parsed(Token token) throws ExpressionProblem {
    return Address.parse(token.text())
        .orElseThrow(() -> problem(token.text() + " is no address", token));
  }

  // Sets.

  /// Reads a set of such values.
  List<Literal> set(Type type) throws ExpressionProblem {
    Token open = tokens.peek();
    if (!open.is("{")) {
      throw problem("expected a set as in {1 2 3} or a list as in $office, found " + open.words(), open);
    }
    tokens.take();
    var items = new ArrayList<Literal>();
    while (!tokens.peek().is("}")) {
      if (tokens.isAtEnd()) throw problem("this { is not closed", open);
      if (tokens.peek().is(",")) throw problem("the items of a set stand side by side, without commas", tokens.peek());
      items.add(item(type));
    }
    tokens.take();
    if (items.isEmpty()) throw problem("a set holds something", open);
    return items;
  }

  private Literal item(Type type) throws ExpressionProblem {
    return switch (type) {
      case STRING -> Strings.plain(string(), tokens.expression());
      case INTEGER -> wholes();
      case ADDRESS -> addresses();
      default -> throw new IllegalStateException("no literal is " + type.words());
    };
  }

  private Literal wholes() throws ExpressionProblem {
    Token first = take(Token.Kind.NUMBER, "a whole number");
    if (!tokens.peek().is("..")) return new Literal.Whole(first.span(), number(first));
    tokens.take();
    Token last = take(Token.Kind.NUMBER, "the end of the range, a whole number");
    Span span = first.span().to(last.span());
    if (number(last) < number(first)) throw tokens.problem("this range ends before it begins", span);
    return new Literal.Wholes(span, number(first), number(last));
  }

  private Literal addresses() throws ExpressionProblem {
    Token first = take(Token.Kind.ADDRESS, "an address");
    if (tokens.peek().is("..")) return range(first);
    if (first.text().indexOf('/') < 0) return new Literal.Single(first.span(), parsed(first));
    return new Literal.Block(first.span(), block(first));
  }

  private AddressBlock block(Token token) throws ExpressionProblem {
    Optional<AddressBlock> block = AddressBlock.parse(token.text());
    if (block.isPresent()) return block.get();
    String address = token.text().substring(0, token.text().indexOf('/'));
    String length = token.text().substring(address.length() + 1);
    Optional<Address> first = Address.parse(address);
    if (first.isEmpty()) throw problem(address + " is no address", token);
    if (!length.matches("0|[1-9]\\d{0,2}") || Integer.parseInt(length) > first.get().bits()) {
      throw problem("a block of this family has a length from 0 to " + first.get().bits(), token);
    }
    String meant = first.get().network(Integer.parseInt(length)) + "/" + length;
    throw problem("a block begins at its first address; did you mean " + meant + "?", token);
  }

  private Literal range(Token first) throws ExpressionProblem {
    tokens.take();
    Token last = take(Token.Kind.ADDRESS, "the end of the range, an address");
    Span span = first.span().to(last.span());
    Address from = parsed(first);
    Address to = parsed(last);
    if (from.ipv4() != to.ipv4()) throw tokens.problem("a range lies in one family, IPv4 or IPv6", span);
    if (to.compareTo(from) < 0) throw tokens.problem("this range ends before it begins", span);
    return new Literal.Addresses(span, from, to);
  }

  // Arguments.

  boolean isNext() {
    return tokens.peek().kind() == Token.Kind.STRING || tokens.peek().kind() == Token.Kind.NUMBER;
  }

  Literal argument(Parameter parameter) throws ExpressionProblem {
    Token token = tokens.take();
    if (token.kind() == Token.Kind.NUMBER) return new Literal.Whole(token.span(), number(token));
    return switch (parameter) {
      case REGEX -> regexArgument(token);
      case PATTERN -> checkedPattern(Strings.plain(token, tokens.expression()), token);
      default -> Strings.plain(token, tokens.expression());
    };
  }

  /// In a call, a quoted string is undone like any other before it is a regular expression.
  private Literal.Text regexArgument(Token token) throws ExpressionProblem {
    Literal.Text text = Strings.plain(token, tokens.expression());
    try {
      Regexes.compile(new String(text.bytes(), StandardCharsets.UTF_8));
    } catch (PatternSyntaxException e) {
      throw problem("not a regular expression: " + e.getDescription() + of(e), token);
    }
    return text;
  }

  private Literal.Text checkedPattern(Literal.Text text, Token token) throws ExpressionProblem {
    Optional<String> wrong = Wildcard.problem(text.bytes());
    if (wrong.isPresent()) throw problem(wrong.get(), token);
    return text;
  }

  private ExpressionProblem problem(String text, Token token) {
    return tokens.problem(text, token.span());
  }
}
