package dev.fivetwenty.config;

import java.time.Duration;

/// What is kept of failed exchanges.
///
/// @param maxSize bytes on disk; the oldest go first
public record RecorderOptions(boolean enabled, Duration keepFor, long maxSize) {}
