package dev.fivetwenty.doctor;

import dev.fivetwenty.origin.Attempt;
import dev.fivetwenty.origin.RequestBytes;

/// An attempt of the examination.
///
/// @param probe that made it
/// @param label what was special about it, one clause; `as asked` when nothing
public record Recorded(String probe, String label, RequestBytes request, Attempt attempt) {}
