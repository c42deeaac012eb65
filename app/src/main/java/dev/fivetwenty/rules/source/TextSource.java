package dev.fivetwenty.rules.source;

import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.value.Slice;

/// A compiled value that is a string.
@FunctionalInterface
public interface TextSource {

  /// Lays the string under `out`, or returns false where it is missing.
  boolean get(RequestView view, Slice out);
}
