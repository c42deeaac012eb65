package dev.fivetwenty.incident;

import dev.fivetwenty.recorder.Kept;
import java.time.Instant;

/// An incident without its bytes and measurements: what a list shows.
///
/// @param id    see [Stored]
/// @param group the id of its [Group]
/// @param cause slug; empty when nothing failed. Text, for it may be of a newer version
/// @param peer  see [Visit]
public record IncidentRow(
    long id,
    String group,
    String ray,
    Instant began,
    Kept.Why why,
    String cause,
    int status,
    String route,
    String origin,
    String method,
    String scheme,
    String host,
    String path,
    String peer) {}
