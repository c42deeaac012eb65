/// One way to an origin: resolve, connect, TLS, write the request, read the reply, close.
///
/// The edge and the doctor use the same attempt, so the doctor's verdict is what the edge would do.
/// Runs on Netty event loops, on which nothing waits; what happened comes back as an
/// [dev.fivetwenty.cause.Observation] with the bytes of both directions, within bounds.
///
/// The room is large because the parts of an attempt share a connection, its timers and its recording,
/// which nobody else may touch.
package dev.fivetwenty.origin;
