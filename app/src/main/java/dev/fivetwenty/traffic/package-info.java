/// Requests that came in the past, sent through rules: what would have become of them, and which limits
/// would suit them.
///
/// The rules are asked by the same code that the edge asks, in the time of the log. Memory is bounded,
/// however long the logs are.
package dev.fivetwenty.traffic;
