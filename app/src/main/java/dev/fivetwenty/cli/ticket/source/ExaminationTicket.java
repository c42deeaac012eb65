package dev.fivetwenty.cli.ticket.source;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.cause.Summary;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.option.UrlText;
import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.cli.render.Discretion;
import dev.fivetwenty.cli.render.EvidenceText;
import dev.fivetwenty.cli.render.HexView;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.cli.render.Style;
import dev.fivetwenty.cli.report.Diagnoses;
import dev.fivetwenty.cli.report.Diagnosis;
import dev.fivetwenty.cli.report.JsonReport;
import dev.fivetwenty.cli.report.Judged;
import dev.fivetwenty.cli.report.Reproductions;
import dev.fivetwenty.cli.report.Transcript;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.cli.ticket.account.Account;
import dev.fivetwenty.cli.ticket.account.Hiding;
import dev.fivetwenty.cli.ticket.account.Occurrence;
import dev.fivetwenty.cli.ticket.account.Run;
import dev.fivetwenty.cli.ticket.account.Times;
import dev.fivetwenty.cli.ticket.account.Told;
import dev.fivetwenty.doctor.Conclusion;
import dev.fivetwenty.doctor.Examination;
import dev.fivetwenty.doctor.ProbeResult;
import dev.fivetwenty.doctor.asking.Budget;
import dev.fivetwenty.doctor.asking.Recorded;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.doctor.capture.Captured;
import dev.fivetwenty.doctor.reproduction.Reproduction;
import dev.fivetwenty.har.sanitise.Keep;
import dev.fivetwenty.har.sanitise.Sanitiser;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.sanitise.Tokens;
import dev.fivetwenty.ticket.Page.Step;
import dev.fivetwenty.ticket.Span;
import dev.fivetwenty.wire.ResponseHead;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Makes of an examination what a ticket tells. Its attempts are the captures: no request is sent for
/// the ticket that was not a part of it, but through the proxy where another one was named.
public final class ExaminationTicket {

  /// Bytes of a reply that the transcript shows beside its lines.
  private static final int SHOWN_BYTES = 1024;

  private static final String PROXY_PROBE = "through-proxy";

  private final Diagnosis diagnosis;
  private final Examination examination;
  private final List<Captured> through;
  private final Discretion discretion = Discretion.handedOn();
  private final Sanitiser sanitiser;
  private final Hiding hiding;

  /// @param through what a proxy that was named answered; empty where none was
  /// @param keep    what its owner says may stay
  public ExaminationTicket(Examination examination, List<Captured> through, Keep keep) {
    this.examination = examination;
    this.through = through;
    diagnosis = Diagnoses.of(examination, discretion);
    var tokens = new Tokens();
    sanitiser = new Sanitiser(tokens, keep);
    hiding = new Hiding(sanitiser, tokens);
    hiding.url(examination.plan().target().url()).request(examination.plan().request());
    examination.attempts().forEach(r -> r.attempt().observation().reply().ifPresent(hiding::reply));
    through.forEach(c -> c.attempt().observation().reply().ifPresent(hiding::reply));
  }

  /// Returns all there is, with what curl says where it may be asked: it counts as a request, too.
  ///
  /// @param trace what the proxy said of itself
  public Prepared prepared(
      List<String> trace, boolean runsCurl, Console console, InstantSource clock) {
    boolean left = examination.requests() < Budget.DEFAULT || examination.plan().isMyOrigin();
    Optional<Run> run = runsCurl && left && !examination.interrupted()
        ? curl().flatMap(new CurlTrial(console.environment(), clock)::run) : Optional.empty();
    Optional<Run> curl = run.map(r -> new Run(r.at(), r.exitCode(), hiding.text(r.said())));
    return new Prepared(draft(curl), curl, trace.stream().map(hiding::text).toList(), isProxiedOnly());
  }

  private boolean isProxiedOnly() {
    if (examination.verdict().isPresent()) return false;
    boolean differs =
        examination.findings().stream().anyMatch(f -> f.cause() == Cause.DIFFERS_THROUGH_PROXY);
    return differs || otherwise().isPresent();
  }

  /// Returns how the proxy that was named answers where the origin is sound and answers otherwise.
  private Optional<Otherwise> otherwise() {
    boolean compared = !through.isEmpty() && examination.verdict().isEmpty();
    if (!compared) return Optional.empty();
    return examination.itself().flatMap(direct ->
        Otherwise.between(direct.attempt(), through, examination.plan().profile()));
  }

  private TicketDraft draft(Optional<Run> curl) {
    var direct = new ArrayList<Captured>();
    direct().forEach(r -> direct.add(Captured.of(r.attempt(), r.request(), "direct")));
    List<Captured> proxied = proxied();
    var files = new ArrayList<TicketDraft.Part>();
    diagnosis.proof().ifPresent(proof -> files.addAll(evidence(proof)));
    String json = JsonReport.of(diagnosis).text();
    files.add(part("verdict.json", "the whole report for programs", hiding.json(json)));
    return new TicketDraft(
        account(curl), hiding,
        direct.isEmpty() ? Optional.empty() : Optional.of(CapturedHar.of(direct, sanitiser)),
        proxied.isEmpty() ? Optional.empty() : Optional.of(CapturedHar.of(proxied, sanitiser)),
        files);
  }

  /// Returns the line that shows the fault with all its values, to be run and never shown; empty where
  /// it names a file of content.
  private Optional<String> curl() {
    return Optional.of(line(Discretion.none()))
        .filter(line -> !line.isEmpty() && !line.contains("@request-content"));
  }

  /// The line to be shown, but for the URL in it, whose values get their tokens.
  private String line() {
    return line(Discretion.atTerminal());
  }

  private String line(Discretion shown) {
    if (otherwise().isPresent()) {
      return examination.itself().map(r -> Reproductions.curl(examination, r, shown)).orElse("");
    }
    return diagnosis.proof().map(p -> Reproductions.of(examination, p, shown).curl()).orElse("");
  }

  /// The request as asked first, as it pairs with the one through the proxy; then what shows the
  /// fault, where that is another.
  private List<Recorded> direct() {
    var direct = new ArrayList<Recorded>();
    asked("direct").or(examination::itself).ifPresent(direct::add);
    if (examination.verdict().isPresent()) {
      diagnosis.proof().filter(p -> !direct.contains(p) && !isProxied(p)).ifPresent(direct::add);
    }
    return direct;
  }

  private List<Captured> proxied() {
    if (!through.isEmpty()) return through;
    if (!isCompared()) return List.of();
    return asked("through the proxy").stream()
        .map(r -> Captured.of(r.attempt(), r.request(), "proxied")).toList();
  }

  /// False where the URL's own name leads to no proxy: what came of asking there is of no interest.
  private boolean isCompared() {
    return examination.probes().stream()
        .anyMatch(p -> p.probe().equals(PROXY_PROBE) && p.facts().containsKey("through"));
  }

  private Optional<Recorded> asked(String label) {
    return examination.attempts().stream()
        .filter(r -> r.probe().equals(PROXY_PROBE) && r.label().equals(label)).findFirst();
  }

  private static boolean isProxied(Recorded recorded) {
    return recorded.label().equals("through the proxy");
  }

  private TicketDraft.Part part(String name, String what, String text) {
    return TicketDraft.Part.of(name, what, text.getBytes(StandardCharsets.UTF_8));
  }

  private List<TicketDraft.Part> evidence(Recorded proof) {
    Attempt attempt = proof.attempt();
    byte[] sent = hiding.octets(discretion.sent(attempt.sent()));
    byte[] received = hiding.octets(
        discretion.received(attempt.received(), attempt.observation().reply()));
    String text = hiding.text(new Transcript(Style.PLAIN).of(attempt, sent, received));
    if (received.length > 0) {
      text += "\nthe first bytes of the reply\n" + new HexView(received, Style.PLAIN).head(SHOWN_BYTES);
    }
    String shows = otherwise().isPresent() ? "one attempt" : "one attempt that shows it";
    return List.of(
        part("transcript.txt", shows + ", as curl -v would", text),
        TicketDraft.Part.of("request.bin", "its request, byte for byte", sent),
        TicketDraft.Part.of("reply.bin", "its reply, byte for byte", received));
  }

  private Account account(Optional<Run> curl) {
    Optional<Judged> judged = diagnosis.judged();
    Optional<Verdict> verdict = judged.flatMap(Judged::verdict);
    return new Account(
        "examination", matter(verdict, judged), occurrences(), frequency(), steps(curl),
        verdict.map(v -> EvidenceText.lines(v.evidence())).orElse(List.of()).stream()
            .map(hiding::text).toList(),
        bytes(verdict, judged), told(ProbeResult.State.FINE), noticed(), open(), "",
        examination.software().stream().map(s -> s.software().title()).toList(),
        judged.map(Judged::remedy).orElse(List.of()));
  }

  private Account.Matter matter(Optional<Verdict> verdict, Optional<Judged> judged) {
    Target target = examination.plan().target();
    Optional<Otherwise> other = otherwise();
    Optional<Cause> cause = verdict.map(Verdict::cause)
        .or(() -> other.map(_ -> Cause.DIFFERS_THROUGH_PROXY)).or(this::finding);
    String headline =
        verdict.map(v -> Judged.headline(v, judged.orElseThrow().condition()))
            .or(() -> other.map(Otherwise::headline))
            .orElseGet(() -> cause.map(Cause::slug).orElse("No fault found direct"));
    String sentence =
        verdict.map(Summary::headline).or(() -> other.map(Otherwise::sentence))
            .or(() -> warned().map(f -> f.summary())).orElse(
                "the origin answered every request of the examination soundly");
    return new Account.Matter(
        examination.plan().request().method(), hiding.url(target.url().toString()),
        UrlText.bracket(target.connectHost()) + ":" + target.port(),
        Optional.of(examination.plan().profile()), cause, verdict, headline, hiding.text(sentence));
  }

  private Optional<Cause> finding() {
    return warned().map(f -> f.cause());
  }

  private Optional<Finding> warned() {
    return examination.findings().stream()
        .filter(f -> f.severity() == Finding.Severity.WARNING).findFirst();
  }

  private List<Occurrence> occurrences() {
    Optional<Cause> cause = examination.verdict().map(Verdict::cause);
    var seen = new ArrayList<Occurrence>();
    for (Recorded recorded : examination.attempts()) {
      Upshot upshot = Upshot.of(recorded.attempt(), examination.plan().profile());
      boolean same = upshot.verdict().map(Verdict::cause).equals(cause) && cause.isPresent();
      boolean failed = same || cause.isEmpty() && upshot.isFailure();
      boolean told = isProxied(recorded) ? isCompared() : failed && isOfTheOrigin(recorded);
      if (told) seen.add(occurrence(recorded.attempt(), where(recorded)));
    }
    through.forEach(c -> seen.add(occurrence(c.attempt(), "through the proxy")));
    if (seen.isEmpty()) examination.itself().ifPresent(r -> seen.add(occurrence(r.attempt(), "direct")));
    seen.sort(Comparator.comparing(Occurrence::at));
    return seen;
  }

  /// False for the other ports and addresses that were tried.
  private boolean isOfTheOrigin(Recorded recorded) {
    Target asked = examination.plan().target();
    Target target = recorded.attempt().order().target();
    return target.connectHost().equals(asked.connectHost()) && target.port() == asked.port()
        && target.isTls() == asked.isTls();
  }

  private String where(Recorded recorded) {
    if (isProxied(recorded)) return recorded.label();
    String label = Span.code(Shown.text(hiding.text(recorded.label()), 80));
    return recorded.isAsAsked() ? "direct" : "direct, " + label;
  }

  private Occurrence occurrence(Attempt attempt, String where) {
    Optional<ResponseHead> head = Upshot.head(attempt);
    String ray = head.flatMap(h -> h.value("CF-Ray").or(() -> h.value("Ray-Id"))).orElse("");
    String what = Upshot.of(attempt, examination.plan().profile()).toString();
    return new Occurrence(attempt.timeline().started(), where, what, Shown.text(ray, 64));
  }

  private String frequency() {
    Optional<Conclusion> conclusion = examination.conclusion();
    return conclusion
        .map(c -> "seen " + ReproductionSteps.often(c.likelihood()) + ", under: "
            + Span.code(hiding.text(c.under())))
        .orElseGet(() -> (otherwise().isPresent() ? "seen the one time that the proxy was asked; " : "")
            + "not seen direct in " + Amount.count(examination.requests(), "request", "requests"));
  }

  private List<Step> steps(Optional<Run> curl) {
    var steps = new ArrayList<Step>();
    if (!line().isEmpty()) {
      String shown = hiding.text(line());
      boolean hidden = !curl().equals(Optional.of(shown));
      String note = hidden ? ReproductionSteps.HIDDEN : "";
      steps.add(
          otherwise().isPresent()
              ? ReproductionSteps.sound(shown, curl, note) : ReproductionSteps.curl(shown, curl, note));
    }
    proxied().stream().reduce((_, last) -> last).ifPresent(last -> steps.add(throughProxy(last.attempt())));
    String again = ReproductionSteps.diagnose(examination.plan(), shownRequest());
    steps.add(
        new Step("Have it examined again.", hiding.text(again),
            "Run at " + Times.toTheSecond(examination.started()) + ": " + frequency() + "."));
    String lab = diagnosis.judged().map(j -> j.reproduce().lab()).orElse("");
    if (!lab.isEmpty()) steps.add(ReproductionSteps.lab(lab));
    return steps;
  }

  private RequestBytes shownRequest() {
    RequestBytes asked = examination.plan().request();
    return Discretion.atTerminal().request(asked, asked);
  }

  private Step throughProxy(Attempt attempt) {
    String line =
        Reproduction.patient(
            Reproduction.curl(attempt.order().target(), shownRequest(), attempt.order().tls()),
            attempt.observation(), attempt.timeline());
    Occurrence seen = occurrence(attempt, "");
    String ray = seen.ray().isEmpty() ? "" : ", Ray ID " + Span.code(seen.ray());
    return new Step(
        "Ask for the same through the proxy.", hiding.text(line),
        "Asked at " + Times.toTheSecond(seen.at()) + ": " + Span.code(seen.what()) + ray + ".");
  }

  private String bytes(Optional<Verdict> verdict, Optional<Judged> judged) {
    boolean shown = verdict.filter(v -> v.offset().isPresent()).isPresent();
    if (!shown || judged.get().received().total() == 0) return "";
    long offset = verdict.get().offset().getAsLong();
    return new HexView(judged.get().received(), Style.PLAIN).around(offset, "byte " + offset);
  }

  private List<Told> told(ProbeResult.State state) {
    return examination.probes().stream()
        .filter(p -> p.state() == state && !isNoProxy(p)).map(this::told).toList();
  }

  /// True of the probe that found no proxy at the URL's own name: it rules nothing out.
  private boolean isNoProxy(ProbeResult probe) {
    return probe.probe().equals(PROXY_PROBE) && !isCompared();
  }

  private Told told(ProbeResult probe) {
    return new Told(probe.question(), hiding.text(Shown.text(probe.summary(), 300)));
  }

  private List<Told> noticed() {
    var noticed = new ArrayList<>(told(ProbeResult.State.NOTED));
    noticed.addAll(told(ProbeResult.State.FAULT));
    return noticed;
  }

  private List<Told> open() {
    var open = new ArrayList<>(told(ProbeResult.State.OPEN));
    open.addAll(told(ProbeResult.State.CUT_SHORT));
    var reasons = new LinkedHashMap<String, List<String>>();
    for (ProbeResult probe : examination.notRun()) {
      boolean asked = probe.probe().equals(PROXY_PROBE) && !through.isEmpty();
      if (asked || probe.state() != ProbeResult.State.NOT_RUN) continue;
      reasons.computeIfAbsent(probe.summary(), _ -> new ArrayList<>()).add(probe.probe());
    }
    reasons.forEach((why, names) ->
        open.add(new Told(String.join(", ", names), "not asked: " + hiding.text(Shown.text(why, 300)))));
    return open;
  }
}
