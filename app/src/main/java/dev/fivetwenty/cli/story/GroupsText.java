package dev.fivetwenty.cli.story;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.cli.render.Entries;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.incident.Group;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What keeps happening, most recent first: a few lines for each kind of incident.
public final class GroupsText {

  private final Entries out;
  private final Instant now;

  public GroupsText(Entries out, Instant now) {
    this.out = out;
    this.now = now;
  }

  public void print(List<Group> groups) {
    String separator = "";
    for (Group group : groups) {
      out.lines(separator);
      print(group);
      separator = "\n";
    }
  }

  private void print(Group group) {
    String cause = group.cause().isEmpty() ? "no fault" : group.cause();
    String count = Amount.number(group.count());
    String summary = Cause.bySlug(group.cause()).map(Cause::summary).orElse("");
    String head = " ".repeat(Math.max(0, 7 - count.length())) + out.style().bold(count) + "  ";
    boolean fits = 9 + cause.length() + 2 + summary.length() <= out.width();
    String painted = group.cause().isEmpty() ? cause : out.style().bad(cause);
    out.lines(head + painted + (fits && !summary.isEmpty() ? ": " + summary : "") + "\n");
    if (!fits) below(summary);
    String origin = group.origin().isEmpty() ? "" : " -> " + Shown.text(group.origin(), 80);
    below(Shown.text(group.route(), 80) + origin);
    String share =
        group.requests() == 0 ? "" : ", " + StoryText.percent(group.share()) + " of requests";
    below(
        "last " + When.ago(group.lastSeen(), now) + ", since " + When.toTheMinute(group.firstSeen())
            + " UTC" + share + place("by site", group.bySite()) + place("by peer", group.byPeer()));
    below(out.style().faint("fivetwenty incidents --list --group " + group.id()));
  }

  /// A fault that was seen through one place only may be that place's.
  private static String place(String name, Map<String, Long> counts) {
    if (counts.size() < 2) return "";
    var most = counts.entrySet().iterator().next();
    return "; " + name + ": " + StoryText.place(most.getKey()) + " " + Amount.number(most.getValue())
        + " and " + Amount.count(counts.size() - 1L, "other", "others");
  }

  private void below(String text) {
    out.lines("         " + text + "\n");
  }
}
