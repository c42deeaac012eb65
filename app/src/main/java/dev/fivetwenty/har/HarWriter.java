package dev.fivetwenty.har;

import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.har.json.JsonWriter;
import java.io.OutputStream;

/// Writes the parts of a HAR as they come, an entry a line.
public final class HarWriter implements AutoCloseable {

  private final JsonWriter json;
  private boolean begun;

  /// @param out is not closed
  public HarWriter(OutputStream out) {
    json = new JsonWriter(out);
  }

  /// Writes the head of a log of our own; entries follow by [#write] and then [#end].
  public void begin(Json creator) {
    begin(creator, Json.Obj.EMPTY, Json.Arr.EMPTY);
  }

  /// Writes the same for what a browser saw.
  ///
  /// @param browser name and version, empty where there was none
  public void begin(Json creator, Json.Obj browser, Json.Arr pages) {
    write(new HarPart.LogStart());
    write(new HarPart.Header("version", Json.of("1.2")));
    write(new HarPart.Header("creator", creator));
    if (!browser.members().isEmpty()) write(new HarPart.Header("browser", browser));
    write(new HarPart.Header("pages", pages));
    write(new HarPart.EntriesStart());
  }

  public void end() {
    write(new HarPart.EntriesEnd());
    write(new HarPart.LogEnd());
  }

  public void write(HarPart part) {
    if (!begun) json.startObject();
    begun = true;
    switch (part) {
      case HarPart.Beside(String name, Json value) -> member(name, value);
      case HarPart.LogStart _ -> {
        json.name("log");
        json.startObject();
      }
      case HarPart.Header(String name, Json value) -> member(name, value);
      case HarPart.EntriesStart _ -> {
        json.name("entries");
        json.startArray();
      }
      case HarPart.Entry(HarEntry entry) -> {
        json.lineEnd();
        json.write(entry.json());
      }
      case HarPart.EntriesEnd _ -> json.endArray();
      case HarPart.LogEnd _ -> json.endObject();
    }
  }

  private void member(String name, Json value) {
    json.name(name);
    json.write(value);
  }

  /// Ends the document.
  @Override
  public void close() {
    if (begun) json.endObject();
    json.lineEnd();
    json.close();
  }
}
