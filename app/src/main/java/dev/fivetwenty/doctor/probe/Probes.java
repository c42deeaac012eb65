package dev.fivetwenty.doctor.probe;

import dev.fivetwenty.doctor.Probe;
import java.util.List;

/// The probes there are, in the order in which their verdicts count.
public final class Probes {

  /// Returns the probes of the default examination.
  public static List<Probe> standard() {
    return List.of();
  }

  private Probes() {}
}
