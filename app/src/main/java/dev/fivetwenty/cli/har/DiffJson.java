package dev.fivetwenty.cli.har;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cli.render.JsonDocument;
import dev.fivetwenty.cli.render.Tool;
import dev.fivetwenty.har.diff.DiffReport;
import dev.fivetwenty.har.diff.Difference;
import dev.fivetwenty.har.diff.FieldSum;
import dev.fivetwenty.har.diff.HeaderBudget;
import dev.fivetwenty.har.diff.Pair;
import dev.fivetwenty.har.diff.Side;
import dev.fivetwenty.har.diff.TlsFacts;
import dev.fivetwenty.har.diff.Wording;
import java.util.LinkedHashMap;
import java.util.Map;

/// A comparison as JSON: public contract, `docs/schema/har-diff.schema.json`.
public final class DiffJson {

  private final HiddenValues hidden;

  public DiffJson(HiddenValues hidden) {
    this.hidden = hidden;
  }

  public JsonDocument of(String direct, String proxied, DiffReport report) {
    var document = new LinkedHashMap<String, Object>();
    document.put("schemaVersion", 1);
    document.put("tool", "fivetwenty " + Tool.VERSION);
    document.put("direct", direct);
    document.put("proxied", proxied);
    document.put("verdict", verdict(report));
    document.put("differs", report.differs());
    document.put("requests", report.pairs().size());
    document.put("differing", report.differing());
    document.put(
        "pairs", report.pairs().stream().filter(p -> p.differs() || p.any().isFailure())
            .map(this::pair).toList());
    return new JsonDocument(document);
  }

  private Map<String, Object> verdict(DiffReport report) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("who", report.verdict().who().slug());
    shown.put("line", report.verdict().line());
    shown.put("url", report.verdict().url().isEmpty() ? null : hidden.url(report.verdict().url()));
    shown.put("cause", report.verdict().cause().map(Cause::slug).orElse(null));
    return shown;
  }

  private Map<String, Object> pair(Pair pair) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("method", pair.any().method());
    shown.put("url", hidden.url(pair.any().url()));
    shown.put("direct", pair.direct().map(this::side).orElse(null));
    shown.put("proxied", pair.proxied().map(this::side).orElse(null));
    shown.put("differences", pair.differences().stream().map(this::difference).toList());
    return shown;
  }

  private Map<String, Object> side(Side side) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("entry", side.index());
    shown.put("status", side.status());
    shown.put("cause", side.cause().map(Cause::slug).orElse(null));
    shown.put("error", side.error().isEmpty() ? null : side.error());
    shown.put("summary", side.summary().isEmpty() ? null : side.summary());
    shown.put("rayId", side.rayId().orElse(null));
    shown.put("protocol", side.protocol());
    shown.put("tls", side.tls().isKnown() ? tls(side.tls()) : null);
    shown.put("sectionBytes", side.section() < 0 ? null : side.section());
    shown.put("sectionExact", side.sectionExact());
    shown.put("headroom", HeaderBudget.of(side).stream().map(DiffJson::room).toList());
    shown.put("largestFields", side.largest().stream().map(DiffJson::largest).toList());
    shown.put("contentBytes", side.contentSize() < 0 ? null : side.contentSize());
    shown.put("timeMs", side.time() < 0 ? null : side.time());
    return shown;
  }

  private static Map<String, Object> tls(TlsFacts tls) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("protocol", tls.protocol());
    shown.put("cipher", tls.cipher());
    shown.put("subject", tls.subject());
    shown.put("issuer", tls.issuer());
    shown.put("expires", tls.expires());
    return shown;
  }

  private static Map<String, Object> room(HeaderBudget.Room room) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("profile", room.profile());
    shown.put("limit", room.limit());
    shown.put("left", room.left());
    return shown;
  }

  private static Map<String, Object> largest(FieldSum field) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("field", field.name());
    shown.put("bytes", field.bytes());
    return shown;
  }

  private Map<String, Object> difference(Difference difference) {
    boolean field = difference.kind().isOfField();
    var shown = new LinkedHashMap<String, Object>();
    shown.put("kind", difference.kind().slug());
    shown.put("what", difference.what().isEmpty() ? null : difference.what());
    shown.put("direct", field ? hidden.field(difference.what(), difference.direct()) : plain(difference, difference.direct()));
    shown.put("proxied", field ? hidden.field(difference.what(), difference.proxied()) : plain(difference, difference.proxied()));
    shown.put("folded", difference.folded());
    shown.put("text", Wording.of(difference));
    return shown;
  }

  private String plain(Difference difference, String value) {
    return difference.kind() == Difference.Kind.REDIRECT ? hidden.url(value) : value;
  }
}
