/// What the edge decides about a request by the rules of its operator, before it asks an origin.
///
/// ```text
/// access lists → rules (block, log, skip) → rate limits
/// ```
///
/// A policy is a function of a [dev.fivetwenty.rules.request.RequestView] and the time, without a
/// connection: the edge and whoever replays a log ask the same code.
package dev.fivetwenty.policy;
