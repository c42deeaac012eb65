/// A load generator: many connections on one event loop, at the most that comes back or at a given rate.
///
/// At a given rate a request's time begins when it was due, not when a connection was free for it, so a stall shows
/// in every request that it delayed. Each reply is read to its end, and one that is not what was asked for is
/// counted as wrong, never as fast.
package dev.fivetwenty.bench.load;
