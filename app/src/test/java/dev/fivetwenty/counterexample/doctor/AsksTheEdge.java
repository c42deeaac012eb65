package dev.fivetwenty.counterexample.doctor;

import dev.fivetwenty.counterexample.edge.AsksTheDoctor;

/// Breaks a rule on purpose: a doctor who knows the edge.
public final class AsksTheEdge {
  AsksTheDoctor edge;
}
