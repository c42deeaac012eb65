package dev.fivetwenty.cli.ticket.source;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Summary;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.cli.render.Entries;
import dev.fivetwenty.cli.render.EvidenceText;
import dev.fivetwenty.cli.render.HexView;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.cli.render.Style;
import dev.fivetwenty.cli.report.Judged;
import dev.fivetwenty.cli.story.Report;
import dev.fivetwenty.cli.story.StoreJson;
import dev.fivetwenty.cli.story.StoryText;
import dev.fivetwenty.cli.ticket.account.Account;
import dev.fivetwenty.cli.ticket.account.Hiding;
import dev.fivetwenty.cli.ticket.account.Occurrence;
import dev.fivetwenty.cli.ticket.account.Run;
import dev.fivetwenty.cli.ticket.account.Times;
import dev.fivetwenty.cli.ticket.account.Told;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.doctor.capture.Captured;
import dev.fivetwenty.doctor.capture.StoredEntries;
import dev.fivetwenty.doctor.replay.LeftOut;
import dev.fivetwenty.doctor.replay.RecordedRequest;
import dev.fivetwenty.doctor.replay.Replayed;
import dev.fivetwenty.doctor.reproduction.ShellWord;
import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.har.sanitise.Keep;
import dev.fivetwenty.har.sanitise.Sanitiser;
import dev.fivetwenty.incident.Group;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Loss;
import dev.fivetwenty.incident.Visit;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.sanitise.Tokens;
import dev.fivetwenty.ticket.Page.Step;
import dev.fivetwenty.ticket.TicketFile;
import dev.fivetwenty.ticket.TicketFolder.Filler;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes of a stored incident what a ticket tells. What could be secret was covered when it was
/// stored; of values that the recorder was told to keep only covered ones come here.
final class IncidentTicket {

  private final Report report;
  private final Incident incident;
  private final Optional<RecordedRequest> request;
  private final Instant now;
  private final Sanitiser sanitiser;
  private final Hiding hiding;

  IncidentTicket(Report report, Optional<RecordedRequest> request, Keep keep, Instant now) {
    this.report = report;
    this.request = request;
    this.now = now;
    incident = report.incident();
    var tokens = new Tokens();
    sanitiser = new Sanitiser(tokens, keep);
    hiding = new Hiding(sanitiser, tokens);
    request.ifPresent(r -> hiding.request(r.request()));
    report.judged().reply().ifPresent(hiding::reply);
  }

  TicketDraft draft(Optional<Replayed> replayed, Optional<Run> curl) {
    var page = new Entries(Style.PLAIN);
    new StoryText(page, now).print(report);
    String json = StoreJson.ofReports(incident.ray(), List.of(report), Loss.NONE).text();
    var files = new ArrayList<TicketDraft.Part>();
    recorded().ifPresent(files::add);
    files.addAll(List.of(
        part("story.txt", "what happened when, as it was recorded", hiding.text(page.text())),
        part("verdict.json", "all that was recorded, for programs", hiding.json(json))));
    return new TicketDraft(account(replayed, curl), hiding, har(replayed), Optional.empty(), files);
  }

  /// The HAR of what the edge recorded; none where no origin was asked.
  private Optional<TicketDraft.Part> recorded() {
    List<Json.Obj> entries = StoredEntries.of(incident);
    var file = new TicketFile("recorded.har", "HAR of what the edge recorded, as the origin was asked");
    return entries.isEmpty() ? Optional.empty()
        : Optional.of(new TicketDraft.Part(file, CapturedHar.ofEntries(entries, sanitiser)));
  }

  private static TicketDraft.Part part(String name, String what, String text) {
    return TicketDraft.Part.of(name, what, text.getBytes(StandardCharsets.UTF_8));
  }

  private Optional<Filler> har(Optional<Replayed> replayed) {
    boolean asked = replayed.filter(r -> !r.attempts().isEmpty()).isPresent();
    if (!asked || request.isEmpty()) return Optional.empty();
    List<Captured> captured =
        replayed.get().attempts().stream()
            .map(a -> Captured.of(a, request.get().request(), "direct")).toList();
    return Optional.of(CapturedHar.of(captured, sanitiser));
  }

  private Account account(Optional<Replayed> replayed, Optional<Run> curl) {
    Optional<Verdict> verdict = report.told();
    Judged judged = report.judged();
    return new Account(
        "incident", matter(verdict), occurrences(replayed), frequency(), steps(replayed, curl),
        verdict.map(v -> EvidenceText.lines(v.evidence())).orElse(List.of()),
        bytes(verdict), ruledOut(verdict), List.of(), open(replayed), "",
        judged.counsel().software(), judged.remedy());
  }

  private Account.Matter matter(Optional<Verdict> verdict) {
    Visit visit = incident.visit();
    String query = visit.query().isEmpty() ? "" : "?" + visit.query();
    String url = visit.scheme() + "://" + visit.host() + visit.path() + query;
    String headline =
        verdict.map(v -> Judged.headline(v, Optional.empty()))
            .orElseGet(() -> "status " + incident.answer().status());
    return new Account.Matter(
        visit.method(), Shown.text(hiding.url(url)), incident.answer().origin(),
        Optional.of(report.judged().profile()), verdict.map(Verdict::cause), verdict, headline,
        verdict.map(Summary::headline).orElse("the exchange did not fail"));
  }

  private List<Occurrence> occurrences(Optional<Replayed> replayed) {
    var seen = new ArrayList<Occurrence>();
    String status = "status " + incident.answer().status();
    String what = report.verdict().map(v -> v.cause().slug()).orElse(status);
    seen.add(new Occurrence(incident.began(), "through the edge", what, Shown.text(incident.ray(), 64)));
    replayed.map(Replayed::attempts).orElse(List.of()).stream().map(IncidentTicket::again).forEach(seen::add);
    seen.sort(Comparator.comparing(Occurrence::at));
    return seen;
  }

  private static Occurrence again(Attempt attempt) {
    return new Occurrence(attempt.timeline().started(), "direct, sent again", outcome(attempt), "");
  }

  private static String outcome(Attempt attempt) {
    return attempt.judgement().verdict().map(v -> v.cause().slug())
        .orElseGet(() -> "status " + Upshot.status(attempt));
  }

  private String frequency() {
    if (report.group().isEmpty()) return "recorded once";
    Group group = report.group().get();
    String share = group.requests() == 0 ? "" : ", of "
        + Amount.count(group.requests(), "request", "requests") + " of its route";
    return "recorded " + Amount.count(group.count(), "time", "times") + " from "
        + Times.toTheSecond(group.firstSeen())
        + " to " + Times.toTheSecond(group.lastSeen()) + share;
  }

  private List<Step> steps(Optional<Replayed> replayed, Optional<Run> curl) {
    var steps = new ArrayList<Step>();
    String note = report.leftOut().isEmpty() ? "" : ReproductionSteps.LEFT_OUT;
    for (String command : report.commands()) {
      if (command.startsWith("curl ")) steps.add(ReproductionSteps.curl(hiding.text(command), curl, note));
      else if (command.startsWith("fivetwenty replay ")) steps.add(again(replayed));
    }
    report.told().ifPresent(
        v -> steps.add(ReproductionSteps.lab("fivetwenty lab " + v.cause().slug())));
    return steps;
  }

  /// Only where the edge runs: nobody else has what it recorded.
  private Step again(Optional<Replayed> replayed) {
    String command = "fivetwenty replay " + ShellWord.quote(Shown.text(incident.ray()));
    String result =
        replayed.map(
            r -> "Run at " + Times.toTheSecond(r.started()) + ": it ended so again "
                + ReproductionSteps.often(r.likelihood()) + ".").orElse("");
    return new Step(
        "Where the edge runs, send the recorded request to the origin once more.", command, result);
  }

  private String bytes(Optional<Verdict> verdict) {
    boolean none = verdict.isEmpty() || verdict.get().offset().isEmpty()
        || report.judged().received().total() == 0;
    if (none) return "";
    long offset = verdict.get().offset().getAsLong();
    return new HexView(report.judged().received(), Style.PLAIN).around(offset, "byte " + offset);
  }

  private List<Told> ruledOut(Optional<Verdict> verdict) {
    var told = new ArrayList<Told>();
    if (incident.answer().clientGone()) return told;
    told.add(new Told("did the client leave before it was answered?", "no, it was there to the end"));
    boolean defect = verdict.filter(v -> v.cause() == Cause.EDGE_DEFECT).isPresent();
    if (!defect && incident.answer().refusal().isEmpty()) {
      told.add(new Told("did the edge refuse the request?", "no, it was passed to the origin"));
    }
    int attempts = incident.kept().attempts().size();
    if (attempts > 1) told.add(new Told("was it tried once only?", "no, " + attempts + " attempts were made"));
    return told;
  }

  private List<Told> open(Optional<Replayed> replayed) {
    var open = new ArrayList<Told>();
    if (replayed.isEmpty()) {
      open.add(new Told("does it still happen?", "the request was not sent again: its method may change "
          + "something, it was not kept whole, or nobody was to be asked"));
    }
    if (!report.leftOut().isEmpty()) {
      open.add(new Told(
          "was the whole request sent again?",
          "no, without what was covered when it was stored: "
              + report.leftOut().stream().map(LeftOut::toString).collect(Collectors.joining(", "))));
    }
    return open;
  }
}
