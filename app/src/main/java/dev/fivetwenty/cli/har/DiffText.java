package dev.fivetwenty.cli.har;

import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.cli.render.HexView;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.cli.render.Style;
import dev.fivetwenty.har.diff.DiffReport;
import dev.fivetwenty.har.diff.Difference;
import dev.fivetwenty.har.diff.HeaderBudget;
import dev.fivetwenty.har.diff.Pair;
import dev.fivetwenty.har.diff.Side;
import dev.fivetwenty.har.diff.Verdict;
import dev.fivetwenty.har.diff.Wording;
import java.util.List;
import java.util.Optional;

/// A comparison for people: the verdict first, then the pairs that differ.
public final class DiffText {

  /// Pairs shown; the page has more.
  private static final int PAIRS = 25;

  /// Values shown of a difference.
  private static final int MAX_VALUE = 120;

  private final Style style;
  private final HiddenValues hidden;
  private final StringBuilder out = new StringBuilder(2048);

  public DiffText(Style style, HiddenValues hidden) {
    this.style = style;
    this.hidden = hidden;
  }

  public String of(DiffReport report) {
    Verdict verdict = report.verdict();
    boolean fine = verdict.who() == Verdict.Who.SAME;
    String line = Sentence.text(verdict.line(), 1000);
    out.append(fine ? style.good(line) : style.bad(line)).append('\n');
    List<Pair> shown = report.pairs().stream().filter(DiffText::isWorthShowing).toList();
    shown.stream().limit(PAIRS).forEach(this::pair);
    if (shown.size() > PAIRS) {
      out.append("\nand ").append(shown.size() - PAIRS).append(" more; --json and --html show them\n");
    }
    out.append('\n').append(counts(report)).append('\n');
    return out.toString();
  }

  private static boolean isWorthShowing(Pair pair) {
    return pair.differs() || pair.any().isFailure();
  }

  private static String counts(DiffReport report) {
    long same = report.pairs().size() - report.differing();
    return "%s compared: %d %s, %d the same".formatted(
        Amount.count(report.pairs().size(), "request", "requests"), report.differing(),
        report.differing() == 1 ? "differs" : "differ", same);
  }

  private void pair(Pair pair) {
    Side any = pair.any();
    out.append('\n').append(style.bold(Shown.text(any.method()) + " " + Shown.text(hidden.url(any.url()), 300)))
        .append('\n');
    side("direct", pair.direct());
    side("proxied", pair.proxied());
    pair.direct().ifPresent(side -> tls("direct", side));
    pair.proxied().ifPresent(side -> tls("proxied", side));
    int folded = 0;
    for (Difference difference : pair.differences()) {
      if (difference.folded()) folded++;
      else difference(difference);
    }
    pair.direct().ifPresent(side -> room("direct", side));
    pair.proxied().ifPresent(side -> room("proxied", side));
    if (folded > 0) {
      out.append(style.faint("  folded    " + Amount.count(folded, "difference", "differences")
          + " that any proxy makes, or within noise")).append('\n');
    }
    pair.direct().ifPresent(this::bytes);
  }

  private void side(String name, Optional<Side> side) {
    out.append("  ").append(style.faint("%-10s".formatted(name)));
    if (side.isEmpty()) {
      out.append("not asked\n");
      return;
    }
    Side seen = side.get();
    String outcome = Shown.text(seen.outcome(), 100);
    out.append(seen.isFailure() ? style.bad(outcome) : outcome);
    if (!seen.summary().isEmpty()) out.append(": ").append(Sentence.text(seen.summary(), 400));
    seen.rayId().ifPresent(id -> out.append("  ray ").append(Shown.text(id, 60)));
    out.append('\n');
  }

  private void tls(String name, Side side) {
    if (!side.tls().isKnown()) return;
    out.append("  ").append(style.faint("%-10s".formatted("tls"))).append(name).append(' ')
        .append(Shown.text(side.tls().text(), 300)).append('\n');
  }

  private void difference(Difference difference) {
    out.append("  ").append(style.faint("%-10s".formatted("differs"))).append(Shown.text(Wording.of(difference), 400))
        .append('\n');
    if (!difference.kind().isOfField()) return;
    value("-", difference.what(), difference.direct());
    value("+", difference.what(), difference.proxied());
  }

  private void value(String sign, String name, String value) {
    if (value.isEmpty()) return;
    out.append("            ").append(sign).append(' ')
        .append(Shown.text(hidden.field(name, value), MAX_VALUE)).append('\n');
  }

  private void room(String name, Side side) {
    List<HeaderBudget.Room> rooms = HeaderBudget.of(side);
    // An edge's own page says nothing of the headers that it refused.
    if (rooms.isEmpty() || side.section() == 0 || side.isEdgeAnswer()) return;
    out.append("  ").append(style.faint("%-10s".formatted("headers"))).append(name).append(' ').append(Amount.bytes(side.section()));
    if (!side.sectionExact()) out.append(" (worked out of the fields)");
    String separator = ": ";
    for (HeaderBudget.Room room : rooms) {
      long left = room.left();
      out.append(separator).append(Amount.number(Math.abs(left))).append(left < 0 ? " over " : " left of ")
          .append(Amount.number(room.limit())).append(" (").append(room.profile()).append(')');
      separator = ", ";
    }
    String biggest = HeaderBudget.biggest(side);
    if (!biggest.isEmpty()) out.append("\n            biggest: ").append(Shown.text(biggest, 300));
    out.append('\n');
  }

  private void bytes(Side side) {
    byte[] reply = hidden.reply(side);
    if (side.faultOffset() < 0 || reply.length == 0 || side.faultOffset() > reply.length) return;
    out.append(new HexView(reply, style).around(side.faultOffset(), "byte " + side.faultOffset()));
  }
}
