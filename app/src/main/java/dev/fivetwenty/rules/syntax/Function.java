package dev.fivetwenty.rules.syntax;

import static dev.fivetwenty.rules.syntax.Parameter.ADDRESS;
import static dev.fivetwenty.rules.syntax.Parameter.BITS4;
import static dev.fivetwenty.rules.syntax.Parameter.BITS6;
import static dev.fivetwenty.rules.syntax.Parameter.INTEGER;
import static dev.fivetwenty.rules.syntax.Parameter.KEY;
import static dev.fivetwenty.rules.syntax.Parameter.MAP;
import static dev.fivetwenty.rules.syntax.Parameter.NATURAL;
import static dev.fivetwenty.rules.syntax.Parameter.PARTS;
import static dev.fivetwenty.rules.syntax.Parameter.PATTERN;
import static dev.fivetwenty.rules.syntax.Parameter.PIECE;
import static dev.fivetwenty.rules.syntax.Parameter.REGEX;
import static dev.fivetwenty.rules.syntax.Parameter.SCALAR;
import static dev.fivetwenty.rules.syntax.Parameter.SEPARATOR;
import static dev.fivetwenty.rules.syntax.Parameter.SIZED;
import static dev.fivetwenty.rules.syntax.Parameter.SOURCE;
import static dev.fivetwenty.rules.syntax.Parameter.STRING;
import static dev.fivetwenty.rules.syntax.Parameter.STRINGS;
import static dev.fivetwenty.rules.syntax.Parameter.TESTS;
import static dev.fivetwenty.rules.syntax.Parameter.TEXT;

import dev.fivetwenty.rules.value.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The functions of the language.
public enum Function {
  ANY(Type.BOOLEAN, 1, TESTS),
  ALL(Type.BOOLEAN, 1, TESTS),
  LEN(Type.INTEGER, 1, SIZED),
  LOWER(Type.STRING, 1, STRING),
  UPPER(Type.STRING, 1, STRING),
  STARTS_WITH(Type.BOOLEAN, 2, SOURCE, STRING),
  ENDS_WITH(Type.BOOLEAN, 2, SOURCE, STRING),
  HAS_KEY(Type.BOOLEAN, 2, MAP, TEXT),
  HAS_VALUE(Type.BOOLEAN, 2, STRINGS, STRING),
  CONCAT(Type.STRING, 2, PIECE, PIECE),
  SUBSTRING(Type.STRING, 2, STRING, INTEGER, INTEGER),
  URL_DECODE(Type.STRING, 1, SOURCE, TEXT),
  REGEX_REPLACE(Type.STRING, 3, STRING, REGEX, TEXT),
  WILDCARD_REPLACE(Type.STRING, 3, SOURCE, PATTERN, TEXT, TEXT),
  LOOKUP_JSON_STRING(Type.STRING, 2, STRING, KEY),
  LOOKUP_JSON_INTEGER(Type.INTEGER, 2, STRING, KEY),
  CIDR(Type.ADDRESS, 3, ADDRESS, BITS4, BITS6),
  CIDR6(Type.ADDRESS, 2, ADDRESS, BITS6),
  SPLIT(Type.STRINGS, 3, STRING, SEPARATOR, PARTS),
  JOIN(Type.STRING, 2, STRINGS, TEXT),
  REMOVE_BYTES(Type.STRING, 2, STRING, TEXT),
  REMOVE_QUERY_ARGS(Type.STRING, 2, SOURCE, TEXT),
  DECODE_BASE64(Type.STRING, 1, SOURCE),
  ENCODE_BASE64(Type.STRING, 1, STRING, TEXT),
  SHA256(Type.STRING, 1, STRING),
  UUIDV4(Type.STRING, 1, SOURCE),
  TO_STRING(Type.STRING, 1, SCALAR),
  /// Key, message with its code, seconds for which it holds, time, length of what separates the two, flags.
  IS_TIMED_HMAC_VALID_V0(Type.BOOLEAN, 4, TEXT, STRING, NATURAL, INTEGER, NATURAL, TEXT);

  private final Type result;
  private final int least;
  private final List<Parameter> parameters;

  Function(Type result, int least, Parameter... parameters) {
    this.result = result;
    this.least = least;
    this.parameters = List.of(parameters);
  }

  static Optional<Function> named(String name) {
    return Arrays.stream(values()).filter(f -> f.label().equals(name)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Function::label).toList();
  }

  /// Returns its name in expressions.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Returns the type of what it returns for one value.
  public Type result() {
    return result;
  }

  int least() {
    return least;
  }

  /// Returns how many arguments it takes at most.
  int most() {
    return repeats() ? Integer.MAX_VALUE : parameters.size();
  }

  Parameter parameter(int argument) {
    return parameters.get(Math.min(argument, parameters.size() - 1));
  }

  /// Returns whether the last argument may come several times.
  private boolean repeats() {
    return this == CONCAT || this == LOOKUP_JSON_STRING || this == LOOKUP_JSON_INTEGER
        || this == REMOVE_QUERY_ARGS;
  }
}
