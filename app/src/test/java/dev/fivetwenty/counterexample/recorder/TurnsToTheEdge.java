package dev.fivetwenty.counterexample.recorder;

import dev.fivetwenty.counterexample.edge.WaitsOnQueue;

/// Breaks a rule on purpose: a seam that reaches back into the data plane.
public final class TurnsToTheEdge {
  WaitsOnQueue edge;
}
