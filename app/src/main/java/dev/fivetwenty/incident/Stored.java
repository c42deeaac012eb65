package dev.fivetwenty.incident;

/// An incident as the store has it.
///
/// @param id    counts up as incidents are stored, whatever their times; never given twice
/// @param group the id of its [Group]
public record Stored(long id, String group, Incident incident) {}
