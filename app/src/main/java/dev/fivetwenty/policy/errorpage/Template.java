package dev.fivetwenty.policy.errorpage;

import dev.fivetwenty.spelling.Spelling;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/// A page with tokens, taken apart once: constant bytes, a token, constant bytes, and so on.
///
/// Two colons mean nothing unless the name of a token follows in capitals, or something that is
/// evidently meant to be one; `p::before` in a style sheet stays as it is.
final class Template {

  private static final String MARK = "::";

  /// Typing errors that are forgiven when a token is guessed.
  private static final int MAX_DISTANCE = 2;

  private final Format format;
  private final byte[][] constants;
  private final Token[] tokens;

  private Template(Format format, List<byte[]> constants, List<Token> tokens) {
    this.format = format;
    this.constants = constants.toArray(byte[][]::new);
    this.tokens = tokens.toArray(Token[]::new);
  }

  /// Reads a template; one with problems is still one, and shows the bad tokens as they stand.
  static Template read(
      Format format, String file, String text, Consumer<TemplateProblem> problems) {
    var constants = new ArrayList<byte[]>();
    var tokens = new ArrayList<Token>();
    int done = 0;
    int at = text.indexOf(MARK);
    while (at >= 0) {
      int end = wordEnd(text, at + MARK.length());
      String word = text.substring(at + MARK.length(), end);
      boolean closed = text.startsWith(MARK, end);
      Token token = closed ? Token.named(word) : null;
      if (token != null) {
        constants.add(text.substring(done, at).getBytes(StandardCharsets.UTF_8));
        tokens.add(token);
        done = end + MARK.length();
      } else {
        String message = complaint(word, closed);
        if (message != null) problems.accept(at(file, text, at, message));
      }
      // Of three colons the last two may begin a token.
      int next = word.isEmpty() ? at + 1 : end;
      at = text.indexOf(MARK, token == null ? next : done);
    }
    constants.add(text.substring(done).getBytes(StandardCharsets.UTF_8));
    return new Template(format, constants, tokens);
  }

  private static int wordEnd(String text, int from) {
    int end = from;
    while (end < text.length() && isOfName(text.charAt(end))) end++;
    return end;
  }

  private static boolean isOfName(char c) {
    return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_'
        || c == '-';
  }

  /// Returns what is wrong, or null when the colons are not meant for us.
  private static String complaint(String word, boolean closed) {
    if (!closed) {
      return Token.named(word) == null ? null : "the token is not closed; write ::" + word + "::";
    }
    boolean capitals = !word.isEmpty() && word.equals(word.toUpperCase(Locale.ROOT))
        && Character.isLetter(word.charAt(0));
    String closest = closest(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    if (closest != null) {
      return "there is no token ::" + word + "::; did you mean ::" + closest + "::?";
    }
    return capitals ? "there is no token ::" + word + "::" : null;
  }

  private static String closest(String word) {
    if (word.length() <= MAX_DISTANCE) return null;
    return Arrays.stream(Token.values())
        .map(Token::name)
        .filter(name -> Spelling.distance(name, word) <= MAX_DISTANCE)
        .min(Comparator.comparingInt(name -> Spelling.distance(name, word)))
        .orElse(null);
  }

  private static TemplateProblem at(String file, String text, int at, String message) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < at; i++) {
      if (text.charAt(i) != '\n') continue;
      line++;
      start = i + 1;
    }
    return new TemplateProblem(file, line, text.codePointCount(start, at) + 1, message);
  }

  /// Returns the page for one fault: what is the same in all its answers is filled in.
  Page page(Function<Token, String> constant) {
    var known = new byte[Token.COUNT][];
    for (Token token : tokens) {
      if (!token.isVariable() && known[token.ordinal()] == null) {
        known[token.ordinal()] = bytes(constant.apply(token));
      }
    }
    return new Page(known);
  }

  private byte[] bytes(String value) {
    return Escape.in(format, value).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] bytes(Token token, Failure failure) {
    String value = token.of(failure);
    boolean none = token == Token.RETRY_AFTER && format.isJson() && value.isEmpty();
    return bytes(none ? "null" : value);
  }

  /// A template with the words of one fault.
  final class Page {

    private final byte[][] known;

    private Page(byte[][] known) {
      this.known = known;
    }

    /// Returns the body, in two passes over the tokens: one for its length, one to copy.
    byte[] body(Failure failure) {
      byte[][] values = known.clone();
      int length = 0;
      for (byte[] part : constants) length += part.length;
      for (Token token : tokens) {
        int i = token.ordinal();
        if (values[i] == null) values[i] = bytes(token, failure);
        length += values[i].length;
      }
      var body = new byte[length];
      int at = 0;
      for (int i = 0; i < constants.length; i++) {
        at = copy(constants[i], body, at);
        if (i < tokens.length) at = copy(values[tokens[i].ordinal()], body, at);
      }
      return body;
    }

    private static int copy(byte[] part, byte[] body, int at) {
      System.arraycopy(part, 0, body, at, part.length);
      return at + part.length;
    }
  }
}
