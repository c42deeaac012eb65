package dev.fivetwenty.rules.source;

import dev.fivetwenty.rules.request.RequestView;

/// A compiled value that is an integer.
@FunctionalInterface
public interface NumberSource {

  /// What stands for a missing integer; no literal is equal to it.
  long MISSING = Long.MIN_VALUE;

  long get(RequestView view);
}
