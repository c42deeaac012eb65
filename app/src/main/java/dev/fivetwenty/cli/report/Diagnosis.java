package dev.fivetwenty.cli.report;

import dev.fivetwenty.cli.render.Discretion;
import dev.fivetwenty.doctor.Examination;
import dev.fivetwenty.doctor.asking.Recorded;
import java.util.Optional;

/// An examination, ready to be printed.
///
/// @param proof  the attempt that shows the verdict, or the first one; empty when none ended
/// @param judged the verdict with its proof; empty when there was no attempt
/// @param discretion what of all that may be shown
public record Diagnosis(
    Examination examination,
    Optional<Recorded> proof,
    Optional<Judged> judged,
    Counsel counsel,
    Discretion discretion) {}
