package dev.fivetwenty.cli.ticket.account;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.cli.render.HexView;
import dev.fivetwenty.cli.render.Style;
import dev.fivetwenty.har.diff.DiffReport;
import dev.fivetwenty.har.diff.Difference;
import dev.fivetwenty.har.diff.HeaderBudget;
import dev.fivetwenty.har.diff.Pair;
import dev.fivetwenty.har.diff.Side;
import dev.fivetwenty.har.diff.Verdict.Who;
import dev.fivetwenty.har.diff.Wording;
import dev.fivetwenty.remedy.Remedy;
import dev.fivetwenty.ticket.Page.Step;
import dev.fivetwenty.ticket.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What two HAR files tell. They were sanitised before, so nothing is hidden here once more.
public final class HarAccount {

  private static final String PROXY = "does the proxy cause it?";

  /// Differences shown of the request that decides.
  private static final int MOST = 12;

  private final DiffReport report;
  private final Optional<Pair> told;

  public HarAccount(DiffReport report) {
    this.report = report;
    told = report.pairs().stream()
        .filter(p -> p.differs() || p.any().isFailure())
        .filter(p -> p.any().url().equals(report.verdict().url())).findFirst()
        .or(() -> report.pairs().stream().findFirst());
  }

  /// Returns which entry of the direct file is told of, -1 where it has none of that request.
  public int entry() {
    return told.flatMap(Pair::direct).map(Side::index).orElse(-1);
  }

  /// @param cut   entries that are the same on both sides were left out of the files
  /// @param again what came of the request when it was sent to the origin again
  /// @param ran   the steps for that
  public Account account(boolean cut, List<Occurrence> again, List<Step> ran) {
    Optional<Cause> cause = report.verdict().cause();
    return new Account(
        "har", matter(cause), occurrences(again), frequency(), steps(ran), evidence(), bytes(), ruledOut(),
        List.of(), cut ? List.of(new Told("are the files whole?",
            "no: they were over 20 MB, so only the entries that differ or fail are in them")) : List.of(),
        report.verdict().line(), List.of(),
        cause.map(c -> Remedy.of(c, "").lines()).orElse(List.of()));
  }

  private Account.Matter matter(Optional<Cause> cause) {
    String headline =
        cause.map(c -> c.status(Presentation.EDGE_52X) + " " + c.slug()).orElseGet(
            () -> told.map(p -> p.proxied().orElse(p.any())).map(Side::outcome).orElse("nothing"));
    return new Account.Matter(
        told.map(p -> p.any().method()).orElse(""), told.map(p -> p.any().url()).orElse(""), "",
        Optional.empty(), cause, Optional.empty(), headline, report.verdict().line());
  }

  private List<Occurrence> occurrences(List<Occurrence> again) {
    var seen = new ArrayList<Occurrence>(again);
    for (Pair pair : report.pairs()) {
      boolean any = pair.direct().filter(Side::isFailure).isPresent()
          || pair.proxied().filter(Side::isFailure).isPresent();
      if (!any && !told.equals(Optional.of(pair))) continue;
      pair.direct().flatMap(s -> occurrence(s, "direct")).ifPresent(seen::add);
      pair.proxied().flatMap(s -> occurrence(s, "through the proxy")).ifPresent(seen::add);
    }
    seen.sort(Comparator.comparing(Occurrence::at));
    return seen;
  }

  private static Optional<Occurrence> occurrence(Side side, String where) {
    if (side.started() < 0) return Optional.empty();
    return Optional.of(
        new Occurrence(
            Instant.ofEpochMilli(side.started()), where, side.outcome(), side.rayId().orElse("")));
  }

  private String frequency() {
    long direct = failed(Pair::direct);
    long proxied = failed(Pair::proxied);
    return "of " + Amount.count(report.pairs().size(), "request", "requests") + " in the files "
        + direct + " failed direct and " + proxied + " through the proxy";
  }

  private long failed(Function<Pair, Optional<Side>> side) {
    return report.pairs().stream().flatMap(p -> side.apply(p).stream()).filter(Side::isFailure).count();
  }

  private List<Step> steps(List<Step> ran) {
    String url = told.map(p -> p.any().url()).orElse("URL");
    var steps = new ArrayList<Step>(ran);
    steps.add(
        new Step(
            "Ask both ways in the same second; put the origin's address in the place of `ORIGIN`.",
            "fivetwenty har capture '" + url.replace("'", "%27")
                + "' --origin ORIGIN --through dns -o again.har",
            ""));
    steps.add(
        new Step(
            "Compare what came.", "fivetwenty har diff again-direct.har again-proxied.har",
            "The files of this ticket say: " + Span.plain(report.verdict().line()) + "."));
    return steps;
  }

  private List<String> evidence() {
    var lines = new ArrayList<String>();
    told.flatMap(Pair::direct).ifPresent(side -> lines.addAll(side("direct", side)));
    told.flatMap(Pair::proxied).ifPresent(side -> lines.addAll(side("through the proxy", side)));
    told.map(Pair::differences).orElse(List.of()).stream()
        .filter(d -> !d.folded()).limit(MOST).map(Wording::of).forEach(lines::add);
    return lines;
  }

  private static List<String> side(String name, Side side) {
    var lines = new ArrayList<String>();
    String summary = side.summary().isEmpty() ? "" : ": " + side.summary();
    lines.add(name + " " + side.outcome() + summary);
    // An edge's own page says nothing of the headers that it refused.
    if (side.section() > 0 && !side.isEdgeAnswer()) {
      var text = new StringBuilder(name + " header section " + Amount.bytes(side.section()));
      for (HeaderBudget.Room room : HeaderBudget.of(side)) {
        text.append(room.left() < 0 ? ", over " : ", within ").append(Amount.number(room.limit()))
            .append(" (").append(room.profile()).append(')');
      }
      lines.add(text.toString());
    }
    return lines;
  }

  private String bytes() {
    Optional<Side> failed =
        told.flatMap(Pair::direct).filter(s -> s.faultOffset() >= 0)
            .or(() -> told.flatMap(Pair::proxied).filter(s -> s.faultOffset() >= 0));
    return failed.filter(s -> s.reply().length > 0)
        .map(s -> new HexView(s.reply(), Style.PLAIN).around(s.faultOffset(), "byte " + s.faultOffset()))
        .orElse("");
  }

  private List<Told> ruledOut() {
    var told = new ArrayList<Told>();
    Who who = report.verdict().who();
    switch (who) {
      case BOTH -> told.add(new Told(PROXY, "no, the origin does the same when it is asked directly"));
      case DIRECT_ONLY -> told.add(new Told(PROXY, "no, through the proxy the request succeeds"));
      case PROXIED_ONLY -> told.add(
          new Told("does the origin cause it by itself?", "not for this request, asked directly"));
      case DIFFERENT, SAME -> { }
    }
    boolean content = this.told.filter(Pair::isWhole).isPresent()
        && this.told.get().differences().stream().noneMatch(d -> d.kind() == Difference.Kind.CONTENT);
    boolean sound = who == Who.DIFFERENT || who == Who.SAME;
    if (content && sound) told.add(new Told("is the content another one?", "no, it is the same both ways"));
    return told;
  }
}
