package dev.fivetwenty.recorder.metrics;

import dev.fivetwenty.recorder.Labels;
import dev.fivetwenty.recorder.Recorder;
import java.util.function.LongSupplier;

/// Where the numbers come from.
///
/// @param logErrors how often the access log could not be written
/// @param logLost   lines that were lost by that
public record Sources(
    Labels labels,
    Recorder recorder,
    LongSupplier logErrors,
    LongSupplier logLost,
    ReloadState reloads) {}
