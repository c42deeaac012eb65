package dev.fivetwenty.har.json;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// Writes trees and what surrounds them as one document. A failed write throws Jackson's unchecked
/// exception with the reason as its cause.
public final class JsonWriter implements AutoCloseable {

  /// Surrogates and what comes after them are escaped: halves of a pair have no UTF-8.
  private static final int LAST_PLAIN = 0xD7FF;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .highestNonEscapedChar(LAST_PLAIN)
          .build();

  private final JsonGenerator json;

  public JsonWriter(OutputStream out) {
    json = JSON.createGenerator(ObjectWriteContext.empty(), out);
  }

  /// Returns a tree as compact text.
  public static String text(Json tree) {
    return new String(bytes(tree), StandardCharsets.UTF_8);
  }

  public static byte[] bytes(Json tree) {
    var bytes = new ByteArrayOutputStream();
    try (var writer = new JsonWriter(bytes)) {
      writer.write(tree);
    }
    return bytes.toByteArray();
  }

  public void startObject() {
    json.writeStartObject();
  }

  public void endObject() {
    json.writeEndObject();
  }

  public void startArray() {
    json.writeStartArray();
  }

  public void endArray() {
    json.writeEndArray();
  }

  public void name(String name) {
    json.writeName(name);
  }

  /// Ends the line, so that a text editor can show a large document.
  public void lineEnd() {
    json.writeRaw('\n');
  }

  public void write(Json tree) {
    switch (tree) {
      case Json.Text(String value, long _) -> json.writeString(value);
      case Json.Num(String digits) -> json.writeNumber(digits);
      case Json.Word word -> word(word);
      case Json.Arr(var values) -> {
        json.writeStartArray();
        values.forEach(this::write);
        json.writeEndArray();
      }
      case Json.Obj(var members) -> {
        json.writeStartObject();
        for (Json.Member member : members) {
          json.writeName(member.name());
          write(member.value());
        }
        json.writeEndObject();
      }
    }
  }

  private void word(Json.Word word) {
    switch (word) {
      case TRUE -> json.writeBoolean(true);
      case FALSE -> json.writeBoolean(false);
      case NULL -> json.writeNull();
    }
  }

  @Override
  public void close() {
    json.close();
  }
}
