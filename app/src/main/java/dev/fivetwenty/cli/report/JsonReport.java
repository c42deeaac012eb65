package dev.fivetwenty.cli.report;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Finding;
import dev.fivetwenty.cause.Judgement;
import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.cause.ProxyError;
import dev.fivetwenty.cause.Summary;
import dev.fivetwenty.cause.Unfinished;
import dev.fivetwenty.cause.Verdict;
import dev.fivetwenty.cli.render.Discretion;
import dev.fivetwenty.cli.render.JsonDocument;
import dev.fivetwenty.cli.render.Names;
import dev.fivetwenty.cli.render.Tool;
import dev.fivetwenty.doctor.Conclusion;
import dev.fivetwenty.doctor.Condition;
import dev.fivetwenty.doctor.Examination;
import dev.fivetwenty.doctor.ProbeResult;
import dev.fivetwenty.doctor.asking.Recorded;
import dev.fivetwenty.doctor.asking.Upshot;
import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.RequestBytes;
import dev.fivetwenty.origin.Target;
import dev.fivetwenty.wire.Profile;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The JSON of `judge`, `probe` and `diagnose`: public contract, additive changes only.
///
/// The shape is described by `docs/schema/report.schema.json`.
public final class JsonReport {

  public static final int SCHEMA_VERSION = 1;

  /// Bytes of each direction of an attempt that matters: of the request itself, and of the proof.
  /// The rest is only counted.
  static final int MAX_BYTES = 64 << 10;

  /// The same for each of the many other attempts of an examination: a head and a little more.
  static final int FEW_BYTES = 4 << 10;

  /// For what was covered when it was judged.
  private final RecordShape plain = new RecordShape(Discretion.none());

  private final RecordShape shape;
  private final Discretion discretion;

  public JsonReport(Discretion discretion) {
    this.discretion = discretion;
    this.shape = new RecordShape(discretion);
  }

  /// Returns the document of an examination.
  public static JsonDocument of(Diagnosis diagnosis) {
    return new JsonReport(diagnosis.discretion()).ofExamination(diagnosis);
  }

  /// Returns the document of a reply that came from a file.
  public JsonDocument ofFile(String file, Judged judged) {
    var document = start(judged.profile());
    document.put("file", file);
    document.put("verdict", judged.verdict().map(v -> verdict(v, judged)).orElse(null));
    document.put("findings", findings(judged.judgement().findings(), judged.counsel()));
    document.put("glitches", plain.shown(judged.judgement().glitches()));
    document.put("unfinished", unfinished(judged.judgement()));
    document.put("reply", judged.reply().map(plain::of).orElse(null));
    return new JsonDocument(document);
  }

  /// Returns the document of one attempt.
  public JsonDocument ofAttempt(Attempt attempt, Judged judged) {
    var document = start(judged.profile());
    document.put("target", target(attempt.order().target()));
    document.put("verdict", judged.verdict().map(v -> verdict(v, judged)).orElse(null));
    document.put("provisional", judged.judgement().unfinished().map(Summary::of).orElse(null));
    document.put("findings", findings(judged.judgement().findings(), judged.counsel()));
    document.put("glitches", plain.shown(judged.judgement().glitches()));
    document.put("unfinished", unfinished(judged.judgement()));
    document.put("attempts", List.of(attempt(attempt, MAX_BYTES)));
    return new JsonDocument(document);
  }

  private JsonDocument ofExamination(Diagnosis diagnosis) {
    Examination examination = diagnosis.examination();
    var document = start(examination.plan().profile());
    document.put("target", target(examination.plan().target()));
    document.put("outcome", Names.kebab(examination.outcome()));
    document.put(
        "verdict",
        diagnosis.judged().flatMap(j -> j.verdict().map(v -> verdict(v, j))).orElse(null));
    conclusion(diagnosis, document);
    document.put("findings", findings(discretion.findings(examination.findings()), diagnosis.counsel()));
    document.put("software", shape.shown(examination.software()));
    document.put("started", examination.started().toString());
    document.put("tookMs", shape.shown(examination.took()));
    document.put("requests", examination.requests());
    document.put("interrupted", examination.interrupted());
    document.put(
        "probes",
        examination.probes().stream().map(p -> probe(p, diagnosis.counsel())).toList());
    document.put(
        "attempts",
        examination.attempts().stream().map(r -> recorded(r, examination)).toList());
    return new JsonDocument(document);
  }

  private void conclusion(Diagnosis diagnosis, Map<String, Object> document) {
    Examination examination = diagnosis.examination();
    var conclusion = examination.conclusion();
    Optional<Judgement> judgement = diagnosis.judged().map(Judged::judgement);
    document.put("likelihood", conclusion.map(c -> shape.of(c.likelihood())).orElse(null));
    document.put("under", conclusion.map(Conclusion::under).orElse(null));
    document.put(
        "condition", conclusion.flatMap(Conclusion::condition).map(this::condition).orElse(null));
    document.put(
        "provisional",
        conclusion.flatMap(Conclusion::provisional)
            .or(() -> judgement.flatMap(Judgement::unfinished).map(Summary::of)).orElse(null));
    document.put("unfinished", judgement.map(this::unfinished).orElse(null));
    List<RequestBytes.Line> smallest = conclusion.map(Conclusion::smallest).orElse(List.of());
    RequestBytes given = examination.plan().request();
    document.put("smallest", smallest.stream().map(field -> line(field, given)).toList());
  }

  private Map<String, Object> condition(Condition condition) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("text", condition.text());
    shown.put("cause", shape.shown(condition.cause()));
    return shown;
  }

  private String line(RequestBytes.Line field, RequestBytes given) {
    return field.name() + ": " + discretion.value(field, given);
  }

  private Map<String, Object> probe(ProbeResult probe, Counsel counsel) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("probe", probe.probe());
    shown.put("question", probe.question());
    shown.put("state", Names.kebab(probe.state()));
    shown.put("gap", shape.shown(probe.gap()));
    shown.put("summary", probe.summary());
    shown.put("facts", shape.shown(probe.facts()));
    shown.put("findings", findings(discretion.findings(probe.findings()), counsel));
    shown.put("cause", probe.verdict().map(v -> v.cause().slug()).orElse(null));
    shown.put("requests", probe.requests());
    shown.put("tookMs", shape.shown(probe.took()));
    return shown;
  }

  /// What a shorter limit of ours ended has no cause, unless the verdict rests on it.
  private Map<String, Object> recorded(Recorded recorded, Examination examination) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("probe", recorded.probe());
    shown.put("label", recorded.label());
    boolean isProof = examination.conclusion().filter(c -> c.proof() == recorded).isPresent();
    boolean isFirst = examination.attempts().getFirst() == recorded;
    shown.putAll(attempt(recorded.attempt(), isProof || isFirst ? MAX_BYTES : FEW_BYTES));
    boolean cut = Upshot.of(recorded.attempt(), examination.plan().profile()).cut();
    if (cut && !isProof) shown.put("cause", null);
    return shown;
  }

  private static Map<String, Object> start(Profile profile) {
    var document = new LinkedHashMap<String, Object>();
    document.put("schemaVersion", SCHEMA_VERSION);
    document.put("tool", "fivetwenty " + Tool.VERSION);
    document.put("profile", profile.name());
    return document;
  }

  private Map<String, Object> target(Target target) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("url", discretion.url(target.url()));
    shown.put("origin", bracket(target.connectHost()) + ":" + target.port());
    return shown;
  }

  private static String nonEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String bracket(String address) {
    return address.indexOf(':') >= 0 ? "[" + address + "]" : address;
  }

  /// Returns a verdict with its evidence, remedy and reproduction.
  public Map<String, Object> verdict(Verdict verdict, Judged judged) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("cause", verdict.cause().slug());
    shown.put("family", verdict.cause().family().slug());
    shown.put("status", verdict.status(Presentation.EDGE_52X));
    shown.put("proxyStatus", verdict.cause().proxyError().map(ProxyError::token).orElse(null));
    shown.put("party", verdict.party().slug());
    shown.put("stage", verdict.stage().slug());
    shown.put("signal", verdict.signal().slug());
    shown.put("summary", Summary.of(verdict));
    shown.put("offset", plain.shown(verdict.offset()));
    shown.put("headCommitted", verdict.headCommitted());
    shown.put("evidence", plain.typed((Record) verdict.evidence()));
    shown.put("glitches", plain.shown(verdict.glitches()));
    shown.put("profile", verdict.profile());
    shown.put("remedy", judged.remedy());
    var commands = new LinkedHashMap<String, Object>();
    commands.put("curl", nonEmpty(judged.reproduce().curl()));
    commands.put("lab", nonEmpty(judged.reproduce().lab()));
    shown.put("reproduce", commands);
    shown.put("docs", docs(verdict.cause()));
    return shown;
  }

  private static String docs(Cause cause) {
    return "docs/causes/" + cause.slug() + ".md";
  }

  public List<Object> findings(List<Finding> findings, Counsel counsel) {
    return findings.stream().map(finding -> finding(finding, counsel)).toList();
  }

  private Object finding(Finding finding, Counsel counsel) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("cause", finding.cause().slug());
    shown.put("severity", Names.kebab(finding.severity()));
    shown.put("summary", finding.summary());
    shown.put("offset", plain.shown(finding.offset()));
    shown.put("evidence", plain.typed((Record) finding.evidence()));
    shown.put("remedy", counsel.steps(finding.cause()));
    shown.put("docs", docs(finding.cause()));
    return shown;
  }

  /// Returns what a reply that was not read to its end would be, null for any other.
  private Map<String, Object> unfinished(Judgement judgement) {
    if (judgement.unfinished().isEmpty()) return null;
    Unfinished unfinished = judgement.unfinished().get();
    Verdict pending = unfinished.pending();
    var shown = new LinkedHashMap<String, Object>();
    shown.put("summary", Summary.of(unfinished));
    shown.put("expiry", plain.shown(unfinished.expiry()));
    shown.put("pending", pending.cause().slug());
    shown.put("stage", pending.stage().slug());
    shown.put("offset", plain.shown(pending.offset()));
    shown.put("evidence", plain.typed((Record) pending.evidence()));
    return shown;
  }

  private Map<String, Object> attempt(Attempt attempt, int mostBytes) {
    Observation seen = attempt.observation();
    var shown = new LinkedHashMap<String, Object>();
    shown.put("started", attempt.timeline().started().toString());
    shown.put("transport", attempt.transport());
    Map<String, Object> timeline = shape.of(attempt.timeline());
    timeline.remove("started");
    shown.put("timeline", timeline);
    shown.putAll(shape.observed(seen));
    shown.put("cause", attempt.judgement().verdict().map(v -> v.cause().slug()).orElse(null));
    byte[] sent = discretion.sent(attempt.sent());
    byte[] received = discretion.received(attempt.received(), seen.reply());
    shown.put("request", octets(sent, sent.length, mostBytes));
    shown.put("response", octets(received, attempt.receivedTotal(), mostBytes));
    return shown;
  }

  /// Returns the first bytes of a direction, whose secrets have been hidden.
  private Map<String, Object> octets(byte[] hidden, long total, int most) {
    byte[] shown = hidden.length > most ? Arrays.copyOf(hidden, most) : hidden;
    var octets = new LinkedHashMap<String, Object>();
    octets.put("bytes", total);
    octets.put("kept", shown.length);
    octets.put("masked", !discretion.showsSecrets());
    octets.put("base64", Base64.getEncoder().encodeToString(shown));
    return octets;
  }
}
