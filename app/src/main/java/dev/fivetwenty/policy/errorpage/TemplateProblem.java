package dev.fivetwenty.policy.errorpage;

/// Something in an operator's template that cannot be meant: where, what, and what to write.
///
/// @param line   from 1, or 0 for the file as a whole
/// @param column from 1, in characters
public record TemplateProblem(String file, int line, int column, String message) {

  /// Returns for example `520.html:3:14: there is no token ::RAYID::; did you mean ::RAY_ID::?`
  @Override
  public String toString() {
    return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
  }
}
