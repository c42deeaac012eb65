package dev.fivetwenty.ticket;

import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.har.json.JsonWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// `manifest.json`: what a ticket is about, and each of its files with its hash. Public contract,
/// `docs/schema/ticket.schema.json`.
///
/// @param tool   name and version of this program
/// @param source what it was made from: `examination`, `incident` or `har`
/// @param cause  slug, where a cause is known
/// @param rays   Ray IDs of the exchanges it tells of
public record Manifest(
    String tool, Instant made, Audience audience, String source, Optional<String> cause,
    String url, List<String> rays) {

  static final String NAME = "manifest.json";

  public Manifest {
    rays = List.copyOf(rays);
  }

  private Json.Obj of(List<Listed> files) {
    return Json.object(
        "schemaVersion", Json.of(1), "tool", Json.of(tool), "made", Json.of(made.toString()),
        "audience", Json.of(audience.slug()), "source", Json.of(source),
        "cause", cause.map(Json::of).orElse(Json.Word.NULL), "url", Json.of(url),
        "rayIds", new Json.Arr(rays.stream().map(Json::of).toList()),
        "files", new Json.Arr(files.stream().map(this::file).toList()));
  }

  private Json file(Listed listed) {
    return Json.object(
        "name", Json.of(listed.file().name()), "what", Json.of(listed.file().what()),
        "bytes", Json.of(listed.bytes()), "sha256", Json.of(listed.sha256()),
        "sanitised", Json.of(listed.file().clean()),
        "attach", Json.of(audience == Audience.HOST || listed.isAttachable()));
  }

  /// Returns the document, a file a line.
  public String text(List<Listed> files) {
    return JsonWriter.text(of(files)).replace("{\"name\":", "\n  {\"name\":") + "\n";
  }
}
