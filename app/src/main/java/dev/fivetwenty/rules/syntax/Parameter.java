package dev.fivetwenty.rules.syntax;

import dev.fivetwenty.rules.value.Type;
import java.util.Arrays;
import java.util.Set;

/// What a function takes in one place.
enum Parameter {
  /// Tests for each item of an array.
  TESTS("tests of an array's items, as in any(x[*] eq \"a\")"),
  STRING("a string", Type.STRING),
  /// A string that the expression does not itself hold.
  SOURCE("a field, no literal", Type.STRING),
  /// A string or an array of any type.
  SIZED("a string or an array", Type.STRING, Type.STRINGS, Type.INTEGERS, Type.BOOLEANS),
  STRINGS("an array of strings", Type.STRINGS),
  MAP("a map", Type.MAP),
  PIECE("a string or an integer", Type.STRING, Type.INTEGER),
  INTEGER("an integer", Type.INTEGER),
  ADDRESS("an address", Type.ADDRESS),
  SCALAR("an integer, a truth value or an address", Type.INTEGER, Type.BOOLEAN, Type.ADDRESS),
  // What follows must stand in the expression itself.
  TEXT("a string in quotes", Type.STRING),
  SEPARATOR("a string in quotes that is not empty", Type.STRING),
  REGEX("a regular expression in quotes", Type.STRING),
  PATTERN("a pattern in quotes", Type.STRING),
  KEY("a name in quotes or a place from 0", Type.STRING, Type.INTEGER),
  NATURAL("a whole number from 0", Type.INTEGER),
  PARTS("a whole number from 1 to 128", Type.INTEGER),
  BITS4("a whole number from 1 to 32", Type.INTEGER),
  BITS6("a whole number from 1 to 128", Type.INTEGER);

  private final String words;
  private final Set<Type> types;

  Parameter(String words, Type... types) {
    this.words = words;
    this.types = Set.copyOf(Arrays.asList(types));
  }

  String words() {
    return words;
  }

  boolean takes(Type type) {
    return types.contains(type);
  }

  boolean isLiteral() {
    return ordinal() >= TEXT.ordinal();
  }

  /// Returns whether a literal of the right type is fit.
  boolean takes(Literal literal) {
    return switch (this) {
      case SOURCE, ADDRESS, SCALAR -> false;
      case SEPARATOR -> literal instanceof Literal.Text text && !text.octets().isEmpty();
      case KEY -> literal instanceof Literal.Text || isIn(literal, 0, Integer.MAX_VALUE);
      case NATURAL -> isIn(literal, 0, Integer.MAX_VALUE);
      case PARTS, BITS6 -> isIn(literal, 1, 128);
      case BITS4 -> isIn(literal, 1, 32);
      default -> true;
    };
  }

  private static boolean isIn(Literal literal, long least, long most) {
    return literal instanceof Literal.Whole whole && whole.number() >= least && whole.number() <= most;
  }
}
