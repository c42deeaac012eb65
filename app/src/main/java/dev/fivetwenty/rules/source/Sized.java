package dev.fivetwenty.rules.source;

import dev.fivetwenty.rules.request.RequestView;

/// An array, as far as its length goes.
@FunctionalInterface
public interface Sized {

  int MISSING = -1;

  /// Returns the number of items, or [#MISSING].
  int size(RequestView view);
}
