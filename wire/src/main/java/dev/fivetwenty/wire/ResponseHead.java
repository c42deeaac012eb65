package dev.fivetwenty.wire;

import java.util.List;
import java.util.Optional;

/// A complete response head as it arrived: a copy, valid for ever.
///
/// @param version      as sent, for example `HTTP/1.1`
/// @param reason       as sent, may be empty
/// @param offset       of the version's first byte
/// @param sectionBytes of the header section, as [Limits#headerSection] counts it
public record ResponseHead(
    String version,
    int status,
    String reason,
    List<Field> fields,
    long offset,
    int statusLineBytes,
    int sectionBytes) {

  public ResponseHead {
    fields = List.copyOf(fields);
  }

  /// Returns the value of the first field of that name, in any case.
  public Optional<String> value(String name) {
    return fields.stream()
        .filter(f -> f.name().equalsIgnoreCase(name))
        .map(Field::value)
        .findFirst();
  }

  public boolean isInterim() {
    return status >= 100 && status < 200 && status != 101;
  }
}
