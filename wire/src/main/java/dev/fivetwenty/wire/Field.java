package dev.fivetwenty.wire;

/// One field line of a report: a copy, for people and tools that look at a message after the fact.
///
/// Name and value are ISO-8859-1, the value without surrounding white space, folds joined with one
/// SP. `lineBytes` is the size on the wire with its line end; `offset` that of the name's first byte.
public record Field(String name, String value, long offset, int lineBytes) {}
