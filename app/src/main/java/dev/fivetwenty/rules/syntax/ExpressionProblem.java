package dev.fivetwenty.rules.syntax;

/// What is wrong with an expression, and where.
public final class ExpressionProblem extends Exception {

  private static final long serialVersionUID = 1;

  /// Columns of a line that are shown.
  private static final int WIDTH = 96;

  private final String expression;
  private final int from;
  private final int to;

  /// @param text one clause: what is wrong and what would be right
  /// @param from in characters from 0, as is `to`
  public ExpressionProblem(String text, String expression, int from, int to) {
    super(text, null, false, false);
    this.expression = expression;
    this.from = Math.min(from, expression.length());
    this.to = Math.min(Math.max(to, from + 1), Math.max(expression.length(), from + 1));
  }

  ExpressionProblem(String text, String expression, Span span) {
    this(text, expression, span.from(), span.to());
  }

  /// Returns the line, from 1.
  public int line() {
    return 1 + (int) expression.substring(0, from).chars().filter(c -> c == '\n').count();
  }

  /// Returns the column, from 1.
  public int column() {
    return from - lineStart() + 1;
  }

  /// Returns how many characters of that line are wrong, at least one.
  public int length() {
    int newline = expression.indexOf('\n', from);
    return Math.max(1, Math.min(to, newline < 0 ? expression.length() : newline) - from);
  }

  private int lineStart() {
    return expression.lastIndexOf('\n', from - 1) + 1;
  }

  /// Returns the line with a mark below what is wrong; two lines without a line end behind them.
  public String excerpt() {
    int start = lineStart();
    int newline = expression.indexOf('\n', from);
    int end = newline < 0 ? expression.length() : newline;
    int first = from - start < WIDTH * 3 / 4 ? start : from - WIDTH / 2;
    int last = Math.min(end, first + WIDTH);
    String before = first > start ? "…" : "";
    String shown = before + expression.substring(first, last) + (last < end ? "…" : "");
    int marks = Math.max(1, Math.min(to, last) - from);
    return visible(shown) + "\n" + " ".repeat(before.length() + from - first) + "^".repeat(marks);
  }

  /// A terminal must not act on what is shown to it.
  private static String visible(String text) {
    var shown = new StringBuilder();
    text.chars().forEach(c -> shown.append(Character.isISOControl(c) ? '·' : (char) c));
    return shown.toString();
  }

  /// Returns `1:14: text` and the excerpt below it.
  public String report() {
    return line() + ":" + column() + ": " + getMessage() + "\n" + excerpt().indent(2).stripTrailing();
  }
}
