package dev.fivetwenty.cli.story;

import dev.fivetwenty.cause.Observation;
import dev.fivetwenty.cli.render.Discretion;
import dev.fivetwenty.cli.report.JsonReport;
import dev.fivetwenty.cli.report.Judged;
import dev.fivetwenty.cli.report.RecordShape;
import dev.fivetwenty.incident.Incident;
import dev.fivetwenty.recorder.KeptAttempt;
import dev.fivetwenty.recorder.KeptBytes;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One incident for programs: all that is stored of it, and what the judge says.
///
/// What could be secret was covered before storing, so nothing is hidden here once more.
final class IncidentJson {

  private final RecordShape shape = new RecordShape(Discretion.none());
  private final JsonReport json = new JsonReport(Discretion.none());

  Map<String, Object> of(Report report) {
    Incident incident = report.incident();
    Judged judged = report.judged();
    var shown = new LinkedHashMap<String, Object>();
    shown.put("id", report.stored().id());
    shown.put("ray", incident.ray());
    shown.put("began", incident.began().toString());
    shown.put("totalMs", shape.shown(incident.total()));
    shown.put("why", shape.shown(incident.kept().why()));
    shown.put("profile", judged.profile().name());
    shown.put("verdict", judged.verdict().map(v -> json.verdict(v, judged)).orElse(null));
    shown.put("findings", json.findings(judged.judgement().findings(), judged.counsel()));
    shown.put("glitches", shape.shown(judged.judgement().glitches()));
    shown.put("visit", shape.of(incident.visit()));
    shown.put("answer", shape.of(incident.answer()));
    shown.put("timeline", Moments.of(incident).stream().map(shape::of).toList());
    shown.put("attempts", incident.kept().attempts().stream().map(this::attempt).toList());
    shown.put("request", octets(incident.kept().request()));
    shown.put("covered", report.covered());
    shown.put("leftOut", report.leftOut().stream().map(shape::of).toList());
    shown.put("reproduce", report.commands());
    shown.put("group", report.group().map(GroupJson::of).orElse(null));
    return shown;
  }

  private Map<String, Object> attempt(KeptAttempt attempt) {
    Observation seen = attempt.observation();
    var shown = new LinkedHashMap<String, Object>();
    shown.put("origin", attempt.origin());
    shown.put("address", attempt.address());
    shown.put("transport", attempt.transport());
    shown.put("exchange", attempt.exchange());
    shown.put("started", attempt.timeline().started().toString());
    Map<String, Object> timeline = shape.of(attempt.timeline());
    timeline.remove("started");
    shown.put("timeline", timeline);
    shown.put("cause", attempt.judgement().verdict().map(v -> v.cause().slug()).orElse(null));
    shown.put("use", shape.of(seen.use()));
    shown.putAll(shape.observed(seen));
    shown.put("request", octets(attempt.sent()));
    shown.put("response", octets(attempt.received()));
    return shown;
  }

  private static Map<String, Object> octets(KeptBytes kept) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("bytes", kept.total());
    shown.put("pieces", kept.pieces().stream().map(IncidentJson::piece).toList());
    return shown;
  }

  private static Map<String, Object> piece(KeptBytes.Piece piece) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("offset", piece.offset());
    shown.put("base64", Base64.getEncoder().encodeToString(piece.bytes()));
    return shown;
  }

  static List<Object> all(List<Report> reports) {
    var json = new IncidentJson();
    return reports.stream().<Object>map(json::of).toList();
  }
}
