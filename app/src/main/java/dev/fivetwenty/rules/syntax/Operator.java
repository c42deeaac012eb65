package dev.fivetwenty.rules.syntax;

import dev.fivetwenty.rules.value.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A comparison of a value with a literal.
public enum Operator {
  EQ("eq", "==", "is", Type.STRING, Type.INTEGER, Type.ADDRESS),
  NE("ne", "!=", "is not", Type.STRING, Type.INTEGER, Type.ADDRESS),
  LT("lt", "<", "is less than", Type.STRING, Type.INTEGER),
  LE("le", "<=", "is at most", Type.STRING, Type.INTEGER),
  GT("gt", ">", "is greater than", Type.STRING, Type.INTEGER),
  GE("ge", ">=", "is at least", Type.STRING, Type.INTEGER),
  CONTAINS("contains", "contains", "contains", Type.STRING),
  MATCHES("matches", "~", "matches the regular expression", Type.STRING),
  WILDCARD("wildcard", "wildcard", "matches, in any case, the pattern", Type.STRING),
  STRICT_WILDCARD("strict wildcard", "strict wildcard", "matches the pattern", Type.STRING),
  IN("in", "in", "is one of", Type.STRING, Type.INTEGER, Type.ADDRESS);

  private final String word;
  private final String sign;
  private final String words;
  private final Set<Type> types;

  Operator(String word, String sign, String words, Type... types) {
    this.word = word;
    this.sign = sign;
    this.words = words;
    this.types = Set.of(types);
  }

  /// Returns the operator with that spelling; `strict wildcard` is two words, and not found here.
  static Optional<Operator> spelled(String text) {
    return Arrays.stream(values()).filter(o -> o.word.equals(text) || o.sign.equals(text)).findFirst();
  }

  static List<String> spellings() {
    return Arrays.stream(values()).map(o -> o.word).toList();
  }

  /// Returns how it is spelled in English.
  public String word() {
    return word;
  }

  /// Returns how it reads in a sentence.
  String words() {
    return words;
  }

  boolean takes(Type type) {
    return types.contains(type);
  }
}
