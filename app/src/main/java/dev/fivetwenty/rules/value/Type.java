package dev.fivetwenty.rules.value;

/// What kind of value something has.
public enum Type {
  BOOLEAN("a truth value"),
  INTEGER("an integer"),
  STRING("a string"),
  ADDRESS("an address"),
  BOOLEANS("an array of truth values"),
  INTEGERS("an array of integers"),
  STRINGS("an array of strings"),
  /// From strings to arrays of strings.
  MAP("a map");

  private final String words;

  Type(String words) {
    this.words = words;
  }

  /// Returns what it is called in a sentence, with its article.
  public String words() {
    return words;
  }

  public boolean isArray() {
    return ordinal() >= BOOLEANS.ordinal() && this != MAP;
  }

  /// Returns the type of an array's items.
  public Type item() {
    return switch (this) {
      case BOOLEANS -> BOOLEAN;
      case INTEGERS -> INTEGER;
      case STRINGS -> STRING;
      default -> throw new IllegalStateException(this + " has no items");
    };
  }

  /// Returns the type of an array with items of this one.
  public Type array() {
    return switch (this) {
      case BOOLEAN -> BOOLEANS;
      case INTEGER -> INTEGERS;
      case STRING -> STRINGS;
      default -> throw new IllegalStateException("there are no arrays of " + words);
    };
  }
}
