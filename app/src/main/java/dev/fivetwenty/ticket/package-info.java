/// The bundle of evidence that is handed to somebody else's support: what it looks like, which
/// files it has, and that nothing secret is in them.
///
/// It knows nothing of how the evidence came about and asks nobody: text and files are given to it.
/// A folder appears whole under its name or not at all.
package dev.fivetwenty.ticket;
