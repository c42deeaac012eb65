package dev.fivetwenty.cli.story;

import dev.fivetwenty.cli.render.Discretion;
import dev.fivetwenty.cli.render.JsonDocument;
import dev.fivetwenty.cli.render.Tool;
import dev.fivetwenty.cli.report.JsonReport;
import dev.fivetwenty.cli.report.RecordShape;
import dev.fivetwenty.doctor.replay.LeftOut;
import dev.fivetwenty.doctor.replay.Replayed;
import dev.fivetwenty.incident.Group;
import dev.fivetwenty.incident.HeaderBudget;
import dev.fivetwenty.incident.IncidentRow;
import dev.fivetwenty.incident.Loss;
import dev.fivetwenty.incident.Seen;
import dev.fivetwenty.origin.Target;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The JSON of `why`, `incidents` and `replay`: public contract, additive changes only.
///
/// The shape is described by `docs/schema/incidents.schema.json`.
public final class StoreJson {

  private static final RecordShape SHAPE = new RecordShape(Discretion.none());

  /// Returns the document of incidents with all that is stored of them.
  public static JsonDocument ofReports(String asked, List<Report> reports, Loss loss) {
    return answer(asked, "incident", IncidentJson.all(reports), List.of(), List.of(), loss, null);
  }

  /// Returns the document of a prefix that several Ray IDs have.
  public static JsonDocument ofCandidates(String asked, List<IncidentRow> rows, Loss loss) {
    return answer(
        asked, "candidates", List.of(), rows.stream().<Object>map(StoreJson::row).toList(),
        List.of(), loss, null);
  }

  /// Returns the document of exchanges of which there is no incident, or of one that is not known.
  public static JsonDocument ofLedger(
      String asked, List<Seen> seen, Optional<Instant> since, Loss loss) {
    return answer(
        asked, seen.isEmpty() ? "nothing" : "ledger", List.of(), List.of(),
        seen.stream().<Object>map(StoreJson::seen).toList(), loss, since.orElse(null));
  }

  private static JsonDocument answer(
      String asked, String found, List<Object> incidents, List<Object> candidates,
      List<Object> ledger, Loss loss, Instant since) {
    var document = start();
    document.put("ray", asked);
    document.put("found", found);
    document.put("incidents", incidents);
    document.put("candidates", candidates);
    document.put("ledger", ledger);
    document.put("rememberedSince", SHAPE.shown(since));
    document.put("losses", loss(loss));
    return new JsonDocument(document);
  }

  public static JsonDocument ofGroups(List<Group> groups, Loss loss) {
    var document = start();
    document.put("groups", groups.stream().map(GroupJson::of).toList());
    document.put("losses", loss(loss));
    return new JsonDocument(document);
  }

  public static JsonDocument ofRows(List<IncidentRow> rows, Loss loss) {
    var document = start();
    document.put("rows", rows.stream().map(StoreJson::row).toList());
    document.put("losses", loss(loss));
    return new JsonDocument(document);
  }

  /// Returns the document of one row of a list without an end.
  public static JsonDocument ofRow(IncidentRow row) {
    var document = start();
    document.putAll(row(row));
    return new JsonDocument(document);
  }

  public static JsonDocument ofHeaders(List<HeaderBudget> budgets, Loss loss) {
    var document = start();
    document.put("headers", budgets.stream().map(SHAPE::of).toList());
    document.put("losses", loss(loss));
    return new JsonDocument(document);
  }

  public static JsonDocument ofReplay(
      String asked, Replayed replayed, String what, List<LeftOut> leftOut) {
    var document = start();
    Target target = replayed.plan().order().target();
    document.put("ray", asked);
    document.put("request", what);
    document.put("target", target(target));
    document.put("profile", replayed.plan().order().profile().name());
    document.put("cause", replayed.expected().map(c -> c.slug()).orElse(null));
    document.put("likelihood", SHAPE.of(replayed.likelihood()));
    document.put("outcomes", replayed.outcomes());
    document.put("leftOut", leftOut.stream().map(SHAPE::of).toList());
    document.put("onKeptConnection", replayed.plan().warmUp().isPresent());
    document.put("perSecond", replayed.plan().perSecond());
    document.put("started", replayed.started().toString());
    document.put("tookMs", SHAPE.shown(replayed.took()));
    document.put("interrupted", replayed.interrupted());
    return new JsonDocument(document);
  }

  private static Map<String, Object> target(Target target) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("url", target.url().toString());
    shown.put("origin", target.connectHost() + ":" + target.port());
    return shown;
  }

  private static Map<String, Object> start() {
    var document = new LinkedHashMap<String, Object>();
    document.put("schemaVersion", JsonReport.SCHEMA_VERSION);
    document.put("tool", "fivetwenty " + Tool.VERSION);
    return document;
  }

  private static Map<String, Object> row(IncidentRow row) {
    Map<String, Object> shown = SHAPE.of(row);
    if (row.cause().isEmpty()) shown.put("cause", null);
    return shown;
  }

  private static Map<String, Object> seen(Seen seen) {
    Map<String, Object> shown = SHAPE.of(seen);
    if (seen.cause().isEmpty()) shown.put("cause", null);
    if (seen.group().isEmpty()) shown.put("group", null);
    return shown;
  }

  private static Map<String, Object> loss(Loss loss) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("incidents", new TreeMap<>(loss.incidents()));
    shown.put("rows", loss.rows());
    shown.put("last", SHAPE.shown(loss.last()));
    return shown;
  }

  private StoreJson() {}
}
