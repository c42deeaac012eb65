package dev.fivetwenty.cli.report;

import dev.fivetwenty.cause.Cause;
import dev.fivetwenty.cause.Presentation;
import dev.fivetwenty.cause.ProxyError;
import dev.fivetwenty.cli.render.JsonDocument;
import dev.fivetwenty.cli.render.Tool;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The catalogue of causes as JSON, for tools that translate our names.
public final class CatalogueJson {

  public static JsonDocument of() {
    var document = new LinkedHashMap<String, Object>();
    document.put("schemaVersion", JsonReport.SCHEMA_VERSION);
    document.put("tool", "fivetwenty " + Tool.VERSION);
    document.put("causes", Arrays.stream(Cause.values()).map(CatalogueJson::cause).toList());
    return new JsonDocument(document);
  }

  private static Map<String, Object> cause(Cause cause) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("cause", cause.slug());
    shown.put("family", cause.family().slug());
    shown.put("fault", cause.isFault());
    shown.put("status", cause.isFault() ? cause.status(Presentation.EDGE_52X) : null);
    shown.put("plainStatus", cause.isFault() ? cause.status(Presentation.PLAIN_5XX) : null);
    shown.put("proxyStatus", cause.proxyError().map(ProxyError::token).orElse(null));
    shown.put("party", cause.party().slug());
    shown.put("stage", cause.stage().slug());
    shown.put("summary", cause.summary());
    return shown;
  }

  private CatalogueJson() {}
}
