package dev.fivetwenty.incident;

import dev.fivetwenty.recorder.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/// What is stored of one exchange: enough to tell its story, and to judge it again.
///
/// @param ray   whole, with its site: ours, or that of a trusted CDN
/// @param began when the first byte of the request came
/// @param total from then to the last byte of the answer
/// @param kept  sanitised
public record Incident(
    String ray, Instant began, Duration total, Visit visit, Answer answer, Kept kept) {

  public Incident {
    Objects.requireNonNull(ray, "ray");
    Objects.requireNonNull(began, "began");
    Objects.requireNonNull(total, "total");
    Objects.requireNonNull(visit, "visit");
    Objects.requireNonNull(answer, "answer");
    Objects.requireNonNull(kept, "kept");
  }
}
