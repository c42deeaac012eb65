/// The store in one SQLite file, and how it is read while it grows.
///
/// SQL is what other databases take, too; what only SQLite does is in [Sqlite]. One virtual thread
/// writes, in batches; readers have connections of their own, in this process or another.
package dev.fivetwenty.incident.sqlite;
