package dev.fivetwenty.lab;

import dev.fivetwenty.cause.Cause;

/// One way the lab misbehaves, with the cause it must produce.
///
/// @param slug     the cause's slug, or that with a suffix where a cause has several scenarios
/// @param cause    what the judge must say of it, written by hand
/// @param summary  what the origin does, one clause
/// @param hints    options `probe` needs to meet it, for example `--connect-timeout 1`; else empty
public record Scenario(String slug, Cause cause, String summary, String hints) {}
