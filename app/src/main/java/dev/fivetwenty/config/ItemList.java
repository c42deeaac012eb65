package dev.fivetwenty.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A list that rules name as `$name`.
///
/// @param file  it was read from; empty where the items stand in the configuration
/// @param items as written
public record ItemList(Kind kind, Optional<Path> file, List<String> items) {

  public ItemList {
    items = List.copyOf(items);
  }

  /// What the items are.
  public enum Kind {
    /// Addresses, blocks, and ranges as in `192.0.2.1..192.0.2.9`.
    IP,
    /// Integers, and ranges as in `500..599`.
    NUMBER,
    STRING
  }
}
