package dev.fivetwenty.recorder;

import java.time.Instant;

/// An operator's wish to keep exchanges whether or not they fail, for a while.
///
/// What is empty does not restrict it.
///
/// @param id     for whoever wants to end it early, unique as long as the process runs
/// @param path   that the request's path starts with
/// @param client address of the connection's other end, or of whom a trusted one names
/// @param ray    that the Ray ID starts with, lower case
/// @param share  of the exchanges that are as described, above 0 up to 1
/// @param until  when it ends by itself
public record Watch(
    int id, String path, String client, String ray, double share, Instant until) {}
