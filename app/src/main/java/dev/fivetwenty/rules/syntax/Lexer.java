package dev.fivetwenty.rules.syntax;

import dev.fivetwenty.rules.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/// Cuts the text of an expression into tokens.
final class Lexer {

  /// Longest first, as `<` begins `<=`.
  private static final List<String> SIGNS =
      List.of(
          "==", "!=", "<=", ">=", "&&", "||", "^^", "..", "<", ">", "~", "!", "(", ")", "[", "]", "{", "}",
          ",", "*");

  private static final int MOST_HASHES = 255;

  private final String text;
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  /// Returns the tokens, the last of which is the end.
  static List<Token> tokens(String text) throws ExpressionProblem {
    return new Lexer(text).all();
  }

  private List<Token> all() throws ExpressionProblem {
    var tokens = new ArrayList<Token>();
    while (true) {
      while (at < text.length() && isSpace(text.charAt(at))) at++;
      if (at == text.length()) {
        tokens.add(new Token(Kind.END, "", 0, new Span(at, at)));
        return tokens;
      }
      tokens.add(next());
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private Token next() throws ExpressionProblem {
    char c = text.charAt(at);
    if (c == '"') return quoted();
    if (c == 'r' && startsRaw()) return raw();
    if (isAddress()) return address();
    if (isDigit(c) || c == '-' && isDigit(peek(at + 1))) return number();
    if (isWordStart(c)) return word();
    if (c == '$') return list();
    for (String sign : SIGNS) {
      if (text.startsWith(sign, at)) return token(Kind.SIGN, at + sign.length());
    }
    throw unexpected(c);
  }

  private ExpressionProblem unexpected(char c) {
    String hint =
        switch (c) {
          case '=' -> "; equality is eq or ==";
          case '&' -> "; and is written and or &&";
          case '|' -> "; or is written or or ||";
          case '^' -> "; exclusive or is written xor or ^^";
          case '\'', '“', '”', '`' -> "; strings stand between \" and \"";
          case ';', '#' -> "; an expression has no comments";
          default -> "";
        };
    int character = text.codePointAt(at);
    String shown =
        Character.isISOControl(character) || Character.isSurrogate(c) && !Character.isValidCodePoint(character)
            ? String.format("U+%04X", character)
            : Character.toString(character);
    return problem(shown + " means nothing here" + hint, at, at + Character.charCount(character));
  }

  private Token token(Kind kind, int end) {
    Token token = new Token(kind, text.substring(at, end), 0, new Span(at, end));
    at = end;
    return token;
  }

  private Token quoted() throws ExpressionProblem {
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != '"') end += text.charAt(end) == '\\' ? 2 : 1;
    if (end >= text.length()) throw problem("this string has no end; a \" closes it", at, at + 1);
    return string(at + 1, end, end + 1, Token.QUOTED);
  }

  private boolean startsRaw() {
    int quote = at + 1;
    while (peek(quote) == '#') quote++;
    return peek(quote) == '"';
  }

  private Token raw() throws ExpressionProblem {
    int hashes = text.indexOf('"', at) - at - 1;
    if (hashes > MOST_HASHES) throw problem("a raw string has at most 255 #", at, at + hashes + 1);
    String close = "\"" + "#".repeat(hashes);
    int start = at + hashes + 2;
    int end = text.indexOf(close, start);
    if (end < 0) throw problem("this string has no end; a " + close + " closes it", at, start);
    return string(start, end, end + close.length(), hashes);
  }

  private Token string(int from, int to, int end, int hashes) {
    Token token = new Token(Kind.STRING, text.substring(from, to), hashes, new Span(at, end));
    at = end;
    return token;
  }

  /// Digits with a dot between them, or hexadecimal ones with a colon, are an address.
  private boolean isAddress() {
    int end = at;
    while (isHex(peek(end))) end++;
    if (end - at <= 4 && peek(end) == ':') return true;
    end = at;
    while (isDigit(peek(end))) end++;
    return end > at && peek(end) == '.' && isDigit(peek(end + 1));
  }

  private Token address() {
    int end = at;
    while (isHex(peek(end)) || peek(end) == ':' || peek(end) == '.' && peek(end + 1) != '.') end++;
    if (peek(end) == '/') {
      end++;
      while (isDigit(peek(end))) end++;
    }
    return token(Kind.ADDRESS, end);
  }

  private Token number() throws ExpressionProblem {
    int end = at + 1;
    while (isDigit(peek(end))) end++;
    if (isWordStart(peek(end))) {
      while (isWord(peek(end))) end++;
      throw problem("not a whole number: " + text.substring(at, end), at, end);
    }
    return token(Kind.NUMBER, end);
  }

  private Token word() {
    int end = at;
    while (isWord(peek(end)) && !(peek(end) == '.' && peek(end + 1) == '.')) end++;
    return token(Kind.WORD, end);
  }

  private Token list() throws ExpressionProblem {
    int end = at + 1;
    while (isWord(peek(end))) end++;
    if (end == at + 1) throw problem("a list is named after the $, as in $office", at, end);
    Token token = new Token(Kind.LIST, text.substring(at + 1, end), 0, new Span(at, end));
    at = end;
    return token;
  }

  /// Returns the character there, NUL behind the end.
  private char peek(int index) {
    return index < text.length() ? text.charAt(index) : 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHex(char c) {
    return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
  }

  private static boolean isWordStart(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  private static boolean isWord(char c) {
    return isWordStart(c) || isDigit(c) || c == '.';
  }

  private ExpressionProblem problem(String words, int from, int to) {
    return new ExpressionProblem(words, text, from, to);
  }
}
