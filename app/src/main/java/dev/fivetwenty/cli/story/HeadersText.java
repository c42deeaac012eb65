package dev.fivetwenty.cli.story;

import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.cli.render.Entries;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.incident.HeaderBudget;
import dev.fivetwenty.incident.HeaderBudget.Point;
import dev.fivetwenty.wire.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// How much room the response headers of each route take, with its trend as a small plot.
///
/// The plot has a column an hour, as high as the largest section of that hour, against the limit of
/// the profile with the least room.
public final class HeadersText {

  /// From nothing to all of the limit.
  private static final String HEIGHTS = " .:-=+*#%@";

  private static final int MOST_COLUMNS = 72;

  private final Entries out;
  private final List<Profile> profiles;

  public HeadersText(Entries out, List<Profile> profiles) {
    this.out = out;
    this.profiles = profiles;
  }

  public void print(List<HeaderBudget> budgets) {
    for (HeaderBudget budget : budgets) {
      print(budget);
      out.blank();
    }
  }

  private void print(HeaderBudget budget) {
    String route = Shown.text(budget.route(), 80);
    String most =
        "at most " + Amount.bytes(budget.maxBytes()) + " in "
            + Amount.count(budget.responses(), "response", "responses") + ", 95 % up to "
            + Amount.number(budget.p95Bytes());
    boolean grave = budget.warnings().stream().anyMatch(HeaderBudget.Warning::grave);
    String head =
        budget.warnings().isEmpty()
            ? out.style().good(route)
            : grave ? out.style().bad(route) : out.style().warning(route);
    out.lines(head + "  " + most + "\n");
    out.entry("of limit", profiles(budget));
    for (HeaderBudget.Warning warning : budget.warnings()) {
      out.entry(
          warning.grave() ? "WARNING" : "note",
          StoryText.percent((double) budget.maxBytes() / warning.limitBytes()) + " of the " + Amount.bytes(warning.limitBytes()) + " that "
              + Shown.text(warning.profile(), 64) + " allows: beyond them every response is a 520");
    }
    if (!budget.biggest().isEmpty()) biggest(budget.biggest());
    if (budget.trend().size() > 1) plot(budget);
  }

  private void biggest(List<HeaderBudget.Biggest> fields) {
    out.entry(
        "biggest",
        fields.stream()
            .map(b -> Shown.text(b.name(), 64) + " " + Amount.number(b.maxBytes()))
            .collect(Collectors.joining(", ")));
  }

  private String profiles(HeaderBudget budget) {
    var shares = new ArrayList<String>();
    for (Profile profile : profiles) {
      shares.add(
          Shown.text(profile.name(), 64) + " "
              + StoryText.percent((double) budget.maxBytes() / profile.limits().headerSection()));
    }
    return String.join(", ", shares);
  }

  private void plot(HeaderBudget budget) {
    List<Point> trend = budget.trend();
    List<Point> shown = trend.subList(Math.max(0, trend.size() - MOST_COLUMNS), trend.size());
    int limit =
        profiles.stream().mapToInt(p -> p.limits().headerSection()).min().orElseThrow();
    var columns = new StringBuilder();
    for (Point point : shown) columns.append(height(point.maxBytes(), limit));
    out.entry("trend", "|" + columns.toString().replace(' ', '_') + "|");
    out.entry(
        "", "an hour a column from " + When.toTheMinute(shown.getFirst().hour())
            + " UTC, _ is none, @ is " + Amount.number(limit) + " bytes");
  }

  static char height(int bytes, int limit) {
    int top = HEIGHTS.length() - 1;
    long step = Math.ceilDiv((long) bytes * top, limit);
    return HEIGHTS.charAt((int) Math.min(top, step));
  }
}
