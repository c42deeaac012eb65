package dev.fivetwenty.rules.syntax;

/// One token of an expression.
///
/// @param text as written; of a string without its quotes, and still with its escapes
/// @param hashes of a raw string; [#QUOTED] for a quoted one
record Token(Kind kind, String text, int hashes, Span span) {

  static final int QUOTED = -1;

  enum Kind {
    /// A name of a field, a function or an operator.
    WORD("a word"),
    STRING("a string"),
    NUMBER("a number"),
    /// An address or a block.
    ADDRESS("an address"),
    /// The name of a list, without its `$`.
    LIST("a list"),
    /// An operator or a bracket.
    SIGN("a sign"),
    END("the end of the expression");

    final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equals(word);
  }

  /// Returns what stands here, for a sentence.
  String words() {
    return switch (kind) {
      case END -> kind.words;
      case STRING -> "a string";
      case LIST -> "$" + text;
      case WORD, NUMBER, ADDRESS, SIGN -> text;
    };
  }
}
