package dev.fivetwenty.counterexample.traffic;

import dev.fivetwenty.counterexample.edge.OpensDatabase;

/// Breaks a rule on purpose: a replay that needs the edge.
public final class ReplaysByTheEdge {
  OpensDatabase edge;
}
