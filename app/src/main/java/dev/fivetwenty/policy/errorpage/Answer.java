package dev.fivetwenty.policy.errorpage;

import java.util.List;
import java.util.Optional;

/// An answer of the edge, complete but for what belongs to the connection and to every response.
///
/// The edge adds `Date`, `Ray-Id` and `Connection`, and `Allow` to a 405. For HEAD it sends the
/// same fields without the body. Nobody changes the array.
///
/// @param fields `Content-Length` among them
/// @param body   in UTF-8
public record Answer(int status, String reason, Format format, List<FieldLine> fields, byte[] body) {

  public record FieldLine(String name, String value) {}

  public Answer {
    fields = List.copyOf(fields);
  }

  public Optional<String> field(String name) {
    return fields.stream().filter(f -> f.name().equalsIgnoreCase(name)).map(FieldLine::value).findFirst();
  }
}
