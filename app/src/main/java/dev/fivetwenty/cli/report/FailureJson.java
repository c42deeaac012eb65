package dev.fivetwenty.cli.report;

import dev.fivetwenty.cli.render.JsonDocument;
import dev.fivetwenty.cli.render.Tool;
import java.util.LinkedHashMap;

/// What went wrong with a command itself, as JSON: its only document then. The shape is described
/// by `docs/schema/failure.schema.json`.
public final class FailureJson {

  public static JsonDocument of(int exitCode, String message) {
    var error = new LinkedHashMap<String, Object>();
    error.put("exitCode", exitCode);
    error.put("message", message);
    var document = new LinkedHashMap<String, Object>();
    document.put("schemaVersion", JsonReport.SCHEMA_VERSION);
    document.put("tool", "fivetwenty " + Tool.VERSION);
    document.put("error", error);
    return new JsonDocument(document);
  }

  private FailureJson() {}
}
