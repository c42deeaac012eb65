/// Readers of dumps and configurations, each of which makes filters of one text. Pure.
///
/// What a reader does not understand becomes a condition that cannot be told, never one that is met.
package dev.fivetwenty.ranges.audit.read;
