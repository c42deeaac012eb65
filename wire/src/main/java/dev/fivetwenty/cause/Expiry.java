package dev.fivetwenty.cause;

import java.time.Duration;

/// A timer that fired, with its limit.
public record Expiry(Timer timer, Duration limit) {}
