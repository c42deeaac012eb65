package dev.fivetwenty.cli.render;

import java.io.PrintStream;
import java.io.StringWriter;
import java.util.Collection;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// Prints maps, lists, text, numbers, truth values and null as one JSON document.
///
/// Only Jackson's generator is used: its data binding would double the start-up time of a short
/// command.
public final class JsonDocument {

  private static final ObjectWriteContext INDENTED =
      new ObjectWriteContext.Base() {
        @Override
        public PrettyPrinter getPrettyPrinter() {
          return new DefaultPrettyPrinter();
        }
      };

  private final Map<String, Object> root;

  public JsonDocument(Map<String, Object> root) {
    this.root = root;
  }

  public void print(PrintStream out) {
    out.print(text());
    out.print('\n');
  }

  public String text() {
    var text = new StringWriter(4096);
    try (JsonGenerator json = new JsonFactory().createGenerator(INDENTED, text)) {
      write(json, root);
    }
    return text.toString();
  }

  /// Returns the document in one line, for lists that have no end.
  public String line() {
    var text = new StringWriter(1024);
    try (JsonGenerator json =
        new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      write(json, root);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Object value) {
    switch (value) {
      case null -> json.writeNull();
      case Map<?, ?> map -> {
        json.writeStartObject();
        map.forEach(
            (name, part) -> {
              json.writeName(name.toString());
              write(json, part);
            });
        json.writeEndObject();
      }
      case Collection<?> list -> {
        json.writeStartArray();
        for (Object part : list) write(json, part);
        json.writeEndArray();
      }
      case Boolean truth -> json.writeBoolean(truth);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Number number -> json.writeNumber(number.doubleValue());
      default -> json.writeString(value.toString());
    }
  }
}
