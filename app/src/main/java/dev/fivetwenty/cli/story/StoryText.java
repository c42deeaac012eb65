package dev.fivetwenty.cli.story;

import dev.fivetwenty.cause.Summary;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.cli.render.Entries;
import dev.fivetwenty.cli.render.Lines;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.cli.report.Judged;
import dev.fivetwenty.cli.report.VerdictText;
import dev.fivetwenty.doctor.replay.LeftOut;
import dev.fivetwenty.incident.Answer;
import dev.fivetwenty.incident.Group;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Visit;
import dev.fivetwenty.recorder.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Collectors;

/// One incident for people: what it is and who must act, then what happened when, the proof with
/// its bytes, how often, and what to do.
public final class StoryText {

  private static final int TIME_WIDTH = 10;
  private static final int WHO_WIDTH = 16;

  /// Sites and peers shown; more are counted.
  private static final int MOST_PLACES = 6;

  private final Entries out;
  private final Instant now;

  /// @param out takes what is printed
  public StoryText(Entries out, Instant now) {
    this.out = out;
    this.now = now;
  }

  public void print(Report report) {
    headline(report);
    report.told().ifPresent(v -> out.entry("who", VerdictText.who(v)));
    facts(report);
    out.blank();
    Moments.of(report.incident()).forEach(this::moment);
    out.blank();
    var text = new VerdictText(out);
    report.told().ifPresentOrElse(
        v -> text.proof(v, report.judged()), () -> text.soFar(report.judged()));
    report.unknownProfile().ifPresent(
        name -> out.entry("", "it was judged by the profile " + Shown.text(name, 64)
            + ", of which only the name was stored; what stands here of limits is of " + report.judged().profile().name()));
    covered(report);
    out.blank();
    report.told().ifPresentOrElse(v -> advice(v, report, text), () -> again(report));
  }

  private void headline(Report report) {
    var verdict = report.verdict();
    if (verdict.isPresent()) {
      out.headline(
          Judged.headline(verdict.get(), report.judged().condition()),
          Summary.headline(verdict.get()));
      return;
    }
    Answer answer = report.incident().answer();
    if (report.told().isPresent() && verdict.isEmpty()) {
      out.goodHeadline(
          answer.status() + " after " + report.incident().kept().attempts().size() + " attempts",
          "one ended in " + report.told().get().cause().slug() + ", and the client saw nothing of it");
      return;
    }
    if (!answer.refusal().isEmpty()) {
      out.headline(answer.status() + " " + answer.refusal(), "the edge refused the request");
      return;
    }
    out.goodHeadline("no fault", "answered " + answer.status() + ", kept " + why(report));
  }

  private static String why(Report report) {
    Kept.Why why = report.incident().kept().why();
    return switch (why) {
      case FAILED -> "as a failure";
      case RETRIED -> "because an attempt failed";
      case GLITCHES -> "because something was tolerated";
      case NEAR_LIMIT -> "because its headers came near a limit";
      case WATCHED -> "because somebody watched for it";
    };
  }

  private void facts(Report report) {
    Incident incident = report.incident();
    Visit visit = incident.visit();
    out.entry(
        "when", When.exactly(incident.began()) + ", " + When.ago(incident.began(), now)
            + "; Ray ID " + Shown.text(incident.ray()));
    String query = visit.query().isEmpty() ? "" : "?" + visit.query();
    String route = incident.answer().route();
    String on = route.isEmpty() ? "" : ", route " + Shown.text(route);
    out.entry(
        "asked",
        Shown.text(visit.method()) + " " + visit.scheme() + "://" + Shown.text(visit.host(), 255)
            + Shown.text(visit.path() + query, 400) + on);
    out.entry("answered", Moments.said(incident.answer()));
    if (!incident.answer().rules().isEmpty()) out.entry("rules", Shown.text(incident.answer().rules(), 255));
    report.group().ifPresent(this::often);
  }

  /// Says how often the same happened, and where.
  private void often(Group group) {
    String share = group.requests() == 0 ? "" : ", " + percent(group.share()) + " of the route's requests";
    if (group.count() <= 1) {
      out.entry("often", "once so far" + share);
      return;
    }
    out.entry(
        "often",
        Amount.count(group.count(), "time", "times") + " since "
            + When.toTheMinute(group.firstSeen()) + " UTC, last " + When.ago(group.lastSeen(), now)
            + share);
    places("by site", group.bySite());
    places("by peer", group.byPeer());
    if (group.routes().size() > 1) out.entry("", "on routes " + String.join(", ", group.routes()));
  }

  private void places(String name, Map<String, Long> counts) {
    if (counts.size() < 2) return;
    String shown =
        counts.entrySet().stream().limit(MOST_PLACES)
            .map(e -> place(e.getKey()) + " " + Amount.number(e.getValue()))
            .collect(Collectors.joining(", "));
    int more = counts.size() - MOST_PLACES;
    out.entry("", name + ": " + shown + (more > 0 ? " and " + more + " more" : ""));
  }

  /// A Ray ID that was taken over may name no site.
  static String place(String name) {
    return name.isEmpty() ? "none" : Shown.text(name);
  }

  /// Returns a share with as many digits as tell it from none.
  static String percent(double share) {
    double percent = 100 * share;
    if (percent == 0) return "0 %";
    if (percent < 0.01) return "under 0.01 %";
    return percent < 1 ? "%.2f %%".formatted(percent)
        : percent < 10 ? "%.1f %%".formatted(percent) : "%.0f %%".formatted(percent);
  }

  private void moment(Moment moment) {
    String time = time(moment.at());
    String who = moment.who() + " ".repeat(Math.max(1, WHO_WIDTH - moment.who().length()));
    String start =
        " ".repeat(Math.max(0, TIME_WIDTH - time.length())) + time + "  " + who;
    String indent = " ".repeat(TIME_WIDTH + 2 + WHO_WIDTH);
    for (String line : Lines.wrapped(moment.what(), out.width() - indent.length())) {
      out.lines(out.style().faint(start) + line + "\n");
      start = indent;
    }
  }

  /// Returns milliseconds, whatever there are of them: the column is to be compared.
  static String time(Duration at) {
    long micros = at.toNanos() / 1000;
    return micros < 10_000 ? Amount.millis(micros) : Amount.number(micros / 1000) + " ms";
  }

  private void covered(Report report) {
    if (report.covered()) {
      out.entry("covered", "an asterisk stands for an octet that was taken out before storing");
    }
  }

  private void advice(Verdict verdict, Report report, VerdictText text) {
    text.bytes(verdict, report.judged().received());
    text.advice(verdict, report.judged(), report.commands());
    leftOut(report);
  }

  private void again(Report report) {
    out.commands("reproduce", report.commands());
    leftOut(report);
  }

  private void leftOut(Report report) {
    if (report.leftOut().isEmpty()) return;
    var names = new ArrayList<String>();
    for (LeftOut part : report.leftOut()) names.add(part.toString());
    boolean path = report.leftOut().stream().anyMatch(part -> part.part() == LeftOut.Part.PATH);
    out.entry(
        "left out", String.join(", ", names)
            + ": covered when this was stored; replay takes them with -H, --query" + (path ? ", --path" : "") + " and -d");
  }
}
