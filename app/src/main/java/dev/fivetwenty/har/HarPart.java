package dev.fivetwenty.har;

import dev.fivetwenty.har.json.Json;

/// One part of a HAR file, in the order of the file; written in the same order they make the file.
public sealed interface HarPart {

  /// A member beside `log`.
  record Beside(String name, Json value) implements HarPart {}

  /// The log begins.
  record LogStart() implements HarPart {}

  /// A member of the log other than its entries, such as `creator` and `pages`.
  record Header(String name, Json value) implements HarPart {}

  /// The list of entries begins.
  record EntriesStart() implements HarPart {}

  /// One entry.
  record Entry(HarEntry entry) implements HarPart {}

  /// The list of entries ends.
  record EntriesEnd() implements HarPart {}

  /// The log ends.
  record LogEnd() implements HarPart {}
}
