package dev.fivetwenty.cli.lab;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Family;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.UsageProblem;
import dev.fivetwenty.cli.incident.Exports;
import dev.fivetwenty.cli.incident.RecordedReply;
import dev.fivetwenty.cli.incident.Recordings;
import dev.fivetwenty.cli.incident.Replays;
import dev.fivetwenty.cli.incident.Reveal;
import dev.fivetwenty.cli.incident.StoreAccess;
import dev.fivetwenty.cli.option.ConnectionOptions;
import dev.fivetwenty.cli.option.OptionTable.Values;
import dev.fivetwenty.cli.option.UrlText;
import dev.fivetwenty.cli.render.Amount;
import dev.fivetwenty.cli.render.Shown;
import dev.fivetwenty.cli.terminal.Console;
import dev.fivetwenty.doctor.replay.RecordedRequest;
import dev.fivetwenty.doctor.reproduction.Reproduction;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.incident.Incidents;
import dev.fivetwenty.lab.Recorded;
import dev.fivetwenty.lab.repertoire.Scenarios;
import dev.fivetwenty.lab.scenario.LabAddresses;
import dev.fivetwenty.lab.scenario.Scenario;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.origin.trust.TlsOptions;
import dev.fivetwenty.recorder.KeptAttempt;
import dev.fivetwenty.wire.Profile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// An incident that the lab shows again.
public final class LabIncident {

  private final Incident incident;
  private final Optional<Verdict> verdict;
  private final KeptAttempt attempt;
  private final Profile profile;
  private final RequestBytes request;
  private final RecordedReply recorded;
  private final Optional<Scenario> scenario;

  private LabIncident(
      Incident incident, Replays replays, KeptAttempt attempt, Optional<Scenario> scenario,
      RequestBytes request) {
    this.incident = incident;
    this.verdict = replays.verdict();
    this.attempt = attempt;
    this.request = request;
    this.profile = replays.judgedBy();
    this.scenario = scenario;
    recorded = RecordedReply.of(attempt, request.expected(), profile);
  }

  /// @param named a Ray ID, or a file of exported incidents, of which the first is taken
  /// @throws UsageProblem when there is none, or no origin answered
  public static LabIncident of(String named, StoreAccess store, Values values, Console console) {
    Incident incident =
        new Reveal(values, console).shown(incident(named, store, values, console));
    var replays = new Replays(incident, new ConnectionOptions(values));
    Optional<Scenario> scenario = replays.told().flatMap(told -> ofTls(replays.verdict(), told));
    KeptAttempt attempt =
        replays.told().filter(told -> scenario.isPresent() || RecordedReply.isServable(told))
            .orElseThrow(() -> new UsageProblem(why(incident)));
    RequestBytes request =
        replays.request().map(RecordedRequest::request)
            .orElseGet(() -> RequestBytes.get(URI.create("http://recorded.invalid/")));
    return new LabIncident(incident, replays, attempt, scenario, request);
  }

  /// Returns the scenario that fails as TLS failed: keys and certificates of an origin are not recorded, so
  /// it is done with others of the same kind. Of alerts the one that came, where there is a scenario of it.
  private static Optional<Scenario> ofTls(Optional<Verdict> verdict, KeptAttempt told) {
    if (verdict.filter(v -> v.cause().family() == Family.TLS).isEmpty()) return Optional.empty();
    Cause cause = verdict.get().cause();
    String alert = told.observation().handshake().map(h -> alert(h.alertId())).orElse("");
    return Scenarios.named(cause.slug() + alert).filter(s -> s.cause() == cause)
        .or(() -> Scenarios.named(cause.slug()))
        .filter(s -> s.kind() == Scenario.Kind.PORT);
  }

  private static String alert(int id) {
    return switch (id) {
      case 70 -> "-protocol-version";
      case 80 -> "-internal-error";
      case 112 -> "-unrecognized-name";
      default -> "";
    };
  }

  private static Incident incident(
      String named, StoreAccess store, Values values, Console console) {
    boolean isFile = named.equals("-") || Files.exists(Path.of(named));
    if (isFile) return Exports.first(named, console);
    try (Incidents incidents = store.open(values, console)) {
      return Recordings.one(named, incidents);
    }
  }

  private static String why(Incident incident) {
    String cause = incident.kept().verdict().map(v -> v.cause().slug()).orElse("");
    boolean tooLong =
        incident.kept().attempts().stream()
            .anyMatch(a -> a.received().total() > RecordedReply.MOST_BYTES);
    if (tooLong) return "the recorded reply is longer than the 64 MiB that the lab sends";
    return cause.isEmpty()
        ? "no origin was asked for this exchange: there is no reply to serve"
        : "it ended before an origin could answer, with " + cause + ": fivetwenty lab " + cause
            + " shows that";
  }

  public Recorded reply() {
    return recorded.reply();
  }

  /// Returns what shows it in place of the reply, where TLS failed.
  public Optional<Scenario> scenario() {
    return scenario;
  }

  /// Returns what stands above the lines of the scenario.
  String saidOfScenario() {
    return "  " + incident.ray() + " failed in TLS; an origin's keys and certificates are not recorded, so this fails"
        + " alike with others\n";
  }

  /// Returns what stands above the log of requests, with URLs over TLS where the origin was asked so.
  public String said(LabAddresses at) {
    URI index = attempt.origin().startsWith("https:") ? at.secureIndex() : at.index();
    var said = new StringBuilder();
    said.append("lab: ").append(index).append(" answers as the origin answered ")
        .append(incident.ray()).append("; Ctrl-C ends it\n");
    verdict.ifPresent(v -> said.append("  ").append(says(v)));
    said.append("  ").append(Amount.bytes(recorded.reply().bytes().length)).append(" of reply, then ")
        .append(ending()).append('\n');
    if (recorded.reply().onceKept()) {
      said.append("  from the second request of a connection on, as it was recorded; the first is "
          + "answered soundly\n");
    }
    if (recorded.filled() > 0) {
      said.append("  ").append(Amount.bytes(recorded.filled()))
          .append(" in the middle were not kept; asterisks stand for them, sizes and framing agree\n");
    }
    if (!recorded.agrees()) {
      said.append("  what was not kept could not be made up so that the verdict is the same\n");
    }
    String path = request.target().startsWith("/") ? request.target().substring(1) : "";
    URI url = index.resolve(UrlText.url("http://x/" + path).getRawPath() + query(path));
    said.append("  ").append(curl(url)).append('\n');
    return said.append(probe(url)).toString();
  }

  /// Of an own profile `probe` knows nothing.
  private String probe(URI url) {
    String judgedBy = verdict.map(Verdict::profile).orElse(profile.name());
    if (Profile.named(judgedBy).isEmpty()) {
      return "  the verdict is by the profile " + Shown.text(judgedBy, 64) + ": an edge that has it gives it again\n";
    }
    String by = judgedBy.equals(Profile.CLASSIC.name()) ? "" : "--profile " + judgedBy + " ";
    return "  fivetwenty probe " + by + url + "\n";
  }

  private static String query(String path) {
    String query = UrlText.url("http://x/" + path).getRawQuery();
    return query == null ? "" : "?" + query;
  }

  private String ending() {
    return switch (recorded.reply().ending()) {
      case FIN -> "it closes (FIN)";
      case RST -> "it resets (RST)";
      case FIN_RST -> "it closes and resets (FIN, RST)";
      case SILENCE -> "silence";
      case KEEP -> "it waits for the next request";
    };
  }

  private static String says(Verdict verdict) {
    String at =
        verdict.offset().isPresent() ? " at byte " + verdict.offset().getAsLong() : "";
    return verdict.cause().slug() + at + ": " + verdict.cause().summary() + "\n";
  }

  private String curl(URI url) {
    if (recorded.reply().onceKept()) return "curl -sv -o /dev/null '" + url + "#[1-2]'";
    RequestBytes simple = RequestBytes.of(request.method(), url);
    if (request.expected().upgradeRequested()) simple = request.with("Host", RequestBytes.host(url));
    boolean isHead = request.method().equals("HEAD");
    boolean plain = isHead || request.method().equals("GET");
    String line =
        Reproduction.curl(
            new Target(url, Optional.empty(), url.getPort()),
            plain ? simple : simple.method("GET"), TlsOptions.DEFAULT);
    return Reproduction.patient(line, attempt.observation(), attempt.timeline());
  }
}
