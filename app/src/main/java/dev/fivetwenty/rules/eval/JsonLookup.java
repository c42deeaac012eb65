package dev.fivetwenty.rules.eval;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.source.NumberSource;
import dev.fivetwenty.rules.source.TextSource;
import dev.fivetwenty.rules.value.Scratch;
import dev.fivetwenty.rules.value.Slice;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Looks a value up in a string that is JSON. Missing where the string is none, or the value is
/// another kind of value.
///
/// @param keys names and places, from the outside in: `String` or `Long`
record JsonLookup(TextSource source, List<Object> keys) implements TextSource {

  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public boolean get(RequestView view, Slice out) {
    if (!source.get(view, out) || out.length() > Scratch.MOST) return false;
    try (JsonParser json = parser(out)) {
      if (!find(json) || json.currentToken() != JsonToken.VALUE_STRING) return false;
      out.set(json.getString().getBytes(UTF_8));
      return true;
    } catch (JacksonException _) {
      return false;
    }
  }

  NumberSource number() {
    return view -> {
      Slice text = view.scratch().take();
      boolean known = source.get(view, text) && text.length() <= Scratch.MOST;
      long number = known ? number(text) : NumberSource.MISSING;
      view.scratch().give();
      return number;
    };
  }

  private long number(Slice text) {
    try (JsonParser json = parser(text)) {
      boolean found = find(json) && json.currentToken() == JsonToken.VALUE_NUMBER_INT;
      return found ? json.getLongValue() : NumberSource.MISSING;
    } catch (JacksonException _) {
      return NumberSource.MISSING;
    }
  }

  private static JsonParser parser(Slice text) {
    return JSON.createParser(ObjectReadContext.empty(), text.bytes(), text.from(), text.length());
  }

  /// Goes to the value, and returns whether it is there.
  private boolean find(JsonParser json) {
    json.nextToken();
    for (Object key : keys) {
      boolean found =
          switch (key) {
            case String name -> json.currentToken() == JsonToken.START_OBJECT && enter(json, name);
            case Long place -> json.currentToken() == JsonToken.START_ARRAY && enter(json, place);
            default -> throw new IllegalStateException("no key: " + key);
          };
      if (!found) return false;
    }
    return true;
  }

  private static boolean enter(JsonParser json, String name) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean same = json.currentName().equals(name);
      json.nextToken();
      if (same) return true;
      json.skipChildren();
    }
    return false;
  }

  private static boolean enter(JsonParser json, long place) {
    for (long i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      if (json.currentToken() == null) return false;
      if (i == place) return true;
      json.skipChildren();
    }
    return false;
  }
}
