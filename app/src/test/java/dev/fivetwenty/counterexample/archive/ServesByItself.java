package dev.fivetwenty.counterexample.archive;

import dev.fivetwenty.counterexample.edge.AsksTheDoctor;

/// Knows who serves what it keeps.
public final class ServesByItself {

  AsksTheDoctor server;
}
