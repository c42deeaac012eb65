/// Keeps copies of responses across restarts: an index in memory and in a file, contents in files that
/// are named by their SHA-256.
///
/// ```text
/// copies/index      puts and removals, appended, each with a checksum; written anew when it has grown
/// copies/content/   one file per content, named by its hash; never changed
/// copies/new/       contents that are being written
/// copies/lock       held by the process that writes
/// ```
///
/// What is written becomes visible in this order: content, written to `new/`, forced to the disk, renamed;
/// then its entry in the index, appended, forced with all others that wait; then the content that nothing
/// names any more is deleted. So a crash at any moment leaves the old copy or the new one. Beyond that
/// nothing is trusted: a content is served only after its hash was seen to be right. What fits into
/// memory is checked whenever it is read from the disk; what does not is checked once, before it is first
/// streamed in a process.
///
/// Only the writer, a virtual thread, touches the disk for writing; what it is handed is bounded, and what
/// is dropped counted. Nothing here waits for it.
package dev.fivetwenty.archive;
