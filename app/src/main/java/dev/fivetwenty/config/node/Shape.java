package dev.fivetwenty.config.node;

import dev.fivetwenty.config.text.Unfit;

/// What a value must be, and what becomes of it.
@FunctionalInterface
public interface Shape<T> {

  /// Reads a value. What is wrong inside of it is reported there; what is wrong with all of it is thrown.
  T read(Value value) throws Unfit;
}
