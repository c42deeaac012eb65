package dev.fivetwenty.har;

import dev.fivetwenty.har.json.Json;
import java.util.List;

/// A field line, a parameter of a query or a cookie.
public record NameValue(String name, String value) {

  /// Bytes of a field line on the wire: name, colon, space, value, CR LF.
  public int lineBytes() {
    return name.length() + value.length() + 4;
  }

  static List<NameValue> of(List<Json> values) {
    return values.stream()
        .filter(Json.Obj.class::isInstance)
        .map(v -> new NameValue(((Json.Obj) v).text("name"), ((Json.Obj) v).text("value")))
        .toList();
  }
}
