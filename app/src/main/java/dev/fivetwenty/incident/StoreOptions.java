package dev.fivetwenty.incident;

import java.time.Duration;

/// How much is kept, and for how long; whichever is reached first.
///
/// @param incidents   at most
/// @param bytes       on disk at most, the ledger included; the oldest go first
/// @param ledgerBytes of those for the small rows, 16 bytes an exchange
public record StoreOptions(Duration keepFor, long incidents, long bytes, long ledgerBytes) {}
