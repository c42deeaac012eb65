package dev.fivetwenty.cli.story;

import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.cli.render.Style;
import dev.fivetwenty.incident.IncidentRow;

/// One incident in one line.
public final class RowsText {

  private static final int RAY_WIDTH = 20;
  private static final int CAUSE_WIDTH = 24;

  private final Style style;

  public RowsText(Style style) {
    this.style = style;
  }

  public String of(IncidentRow row) {
    String cause = row.cause().isEmpty() ? "no fault" : row.cause();
    String painted = row.cause().isEmpty() ? style.good(cause) : style.bad(cause);
    return style.faint(When.toTheSecond(row.began())) + "  " + padded(Shown.text(row.ray()), RAY_WIDTH)
        + "  " + row.status() + "  " + painted
        + " ".repeat(Math.max(1, CAUSE_WIDTH - cause.length()))
        + Shown.text(row.method()) + " " + Shown.text(row.host() + row.path(), 80) + "\n";
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
