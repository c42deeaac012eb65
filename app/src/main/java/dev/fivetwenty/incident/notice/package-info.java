/// Tells an operator what changed, without being asked: a kind of failure that was never seen before,
/// and a budget of failures that is used up too fast.
///
/// Nothing waits for whoever is told; what cannot be delivered is counted.
package dev.fivetwenty.incident.notice;
