package dev.fivetwenty.edge.client;

import dev.fivetwenty.recorder.Label;

/// What is the same for all connections of one listener.
///
/// @param text as configured
public record ListenerFacts(Label label, String text, boolean isTls) {}
