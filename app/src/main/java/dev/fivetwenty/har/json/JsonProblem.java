package dev.fivetwenty.har.json;

/// The bytes are no JSON, end too early, or are over a bound of this program.
public final class JsonProblem extends Exception {

  private static final long serialVersionUID = 1;

  /// What is wrong with a document.
  public enum Kind {
    SYNTAX,
    TRUNCATED,
    /// Deeper, or of more values, than this program reads.
    TOO_LARGE
  }

  private final Kind kind;
  private final long offset;

  public JsonProblem(Kind kind, String message, long offset) {
    super(message, null, false, false);
    this.kind = kind;
    this.offset = offset;
  }

  public Kind kind() {
    return kind;
  }

  /// Returns the offset in the file, decompressed.
  public long offset() {
    return offset;
  }
}
