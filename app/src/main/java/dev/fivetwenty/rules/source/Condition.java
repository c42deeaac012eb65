package dev.fivetwenty.rules.source;

import dev.fivetwenty.rules.request.RequestView;

/// A compiled test. Immutable; any thread may ask, each with a view of its own.
@FunctionalInterface
public interface Condition {

  boolean holds(RequestView view);
}
