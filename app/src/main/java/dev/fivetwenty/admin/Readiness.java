package dev.fivetwenty.admin;

import java.util.List;

/// Whether new clients should be sent here.
///
/// @param reasons why not, one clause each, for example `draining`; empty means ready
public record Readiness(List<String> reasons) {

  public static final Readiness READY = new Readiness(List.of());

  public Readiness {
    reasons = List.copyOf(reasons);
  }

  public boolean isReady() {
    return reasons.isEmpty();
  }
}
