package dev.fivetwenty.rules.source;

import dev.fivetwenty.rules.request.RequestView;
import dev.fivetwenty.rules.value.Slice;

/// A compiled array of strings.
public interface TextArray extends Sized {

  /// Lays an item under `out`, or returns false where there is none.
  boolean get(RequestView view, int item, Slice out);
}
