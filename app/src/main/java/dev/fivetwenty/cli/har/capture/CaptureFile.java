package dev.fivetwenty.cli.har.capture;

import dev.fivetwenty.cli.render.Tool;
import dev.fivetwenty.har.BrokenHar;
import dev.fivetwenty.har.HarEntry;
import dev.fivetwenty.har.HarPart;
import dev.fivetwenty.har.HarWriter;
import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.har.sanitise.Sanitiser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A HAR of our own, in memory.
///
/// @param browser name and version, empty where there was none
public record CaptureFile(Json.Obj browser, Json.Arr pages, List<Json.Obj> entries) {

  public CaptureFile(List<Json.Obj> entries) {
    this(Json.Obj.EMPTY, Json.Arr.EMPTY, entries);
  }

  /// Returns the file, sanitised where there is something to do it.
  public byte[] bytes(Optional<Sanitiser> sanitiser) {
    var out = new ByteArrayOutputStream();
    try (var writer = new HarWriter(out)) {
      writer.begin(
          Json.object("name", Json.of("fivetwenty"), "version", Json.of(Tool.VERSION)), browser, pages);
      for (int i = 0; i < entries.size(); i++) {
        writer.write(new HarPart.Entry(new HarEntry(i, 0, entries.get(i))));
      }
      writer.end();
    }
    return sanitiser.map(s -> sanitised(s, out.toByteArray())).orElseGet(out::toByteArray);
  }

  private static byte[] sanitised(Sanitiser sanitiser, byte[] har) {
    var clean = new ByteArrayOutputStream();
    try {
      sanitiser.sanitise(new ByteArrayInputStream(har), clean);
    } catch (IOException | BrokenHar defect) {
      throw new IllegalStateException("a HAR of our own cannot be read", defect);
    }
    return clean.toByteArray();
  }
}
