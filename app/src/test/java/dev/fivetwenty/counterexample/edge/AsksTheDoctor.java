package dev.fivetwenty.counterexample.edge;

import dev.fivetwenty.counterexample.doctor.AsksTheEdge;

/// Breaks two rules on purpose: an edge that knows the doctor, who knows the edge.
public final class AsksTheDoctor {
  AsksTheEdge doctor;
}
