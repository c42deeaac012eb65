package dev.fivetwenty.doctor.replay;

import java.util.Locale;

/// A part of a recorded request that is not sent again, because its value was covered when it was
/// stored.
///
/// @param name  of the field or of the query's parameter; empty for content and path
/// @param bytes that the part had
public record LeftOut(Part part, String name, long bytes) {

  public enum Part {
    FIELD,
    QUERY,
    CONTENT,
    PATH;

    private final String slug = name().toLowerCase(Locale.ROOT);

    public String slug() {
      return slug;
    }
  }

  /// Returns for example `Cookie (44 bytes)`.
  @Override
  public String toString() {
    String what =
        switch (part) {
          case FIELD -> name;
          case QUERY -> "?" + name;
          case CONTENT -> "content";
          case PATH -> "part of the path";
        };
    return what + " (" + bytes + (bytes == 1 ? " byte)" : " bytes)");
  }
}
