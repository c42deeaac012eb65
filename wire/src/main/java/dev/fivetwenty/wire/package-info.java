/// Reads HTTP/1 exactly as it arrived, and names every departure from RFC 9110 and RFC 9112.
///
/// A reader never repairs what it reads. Where a peer breaks the grammar it reports a
/// [Violation] with the offset of the first offending byte; whether reading goes on is
/// a property of the [Rule] and of the [Profile], never of the caller. The same bytes give
/// the same report however they were split on the way.
///
/// Nothing here opens a socket, reads a clock or writes a log. The edge, the doctor, replay and
/// HAR import all read bytes through this package: if two of them disagree about a
/// response, the defect is in the caller.
///
/// Offsets count from the first byte the peer sent on the connection, so they match the
/// stream offsets a packet capture shows.
///
/// The room is large because the readers share scanners and buffers that are no part of the library's
/// face: in rooms of their own they would have to be public.
package dev.fivetwenty.wire;
