package dev.fivetwenty.har;

import dev.fivetwenty.har.json.Json;
import dev.fivetwenty.sanitise.Tokens;
import java.util.List;

/// A field line, a parameter of a query or a cookie.
public record NameValue(String name, String value) {

  /// Bytes of a field line on the wire: name, colon, space, value, CR LF. A value that was sanitised
  /// counts as what it was.
  public int lineBytes() {
    return (int) (Tokens.lengthBefore(name) + Tokens.lengthBefore(value)) + 4;
  }

  static List<NameValue> of(List<Json> values) {
    return values.stream()
        .filter(Json.Obj.class::isInstance)
        .map(v -> new NameValue(((Json.Obj) v).text("name"), ((Json.Obj) v).text("value")))
        .toList();
  }
}
