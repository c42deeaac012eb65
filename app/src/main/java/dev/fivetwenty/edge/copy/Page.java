package dev.fivetwenty.edge.copy;

import dev.fivetwenty.archive.Content;
import dev.fivetwenty.policy.alwaysonline.Shown;

/// A copy, ready to be served. Whoever gets one closes its content.
public record Page(Content content, Shown shown) {}
