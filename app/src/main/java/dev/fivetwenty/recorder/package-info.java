/// The seam between event loops and everything that is slower than they are.
///
/// A loop fills an [ExchangeRecord] of its [Lane] and publishes it: no wait, no lock, no wake-up of
/// another thread, no garbage. One thread of the [Recorder] empties all lanes and hands each record
/// to the sinks: the access log, and whoever keeps incidents. Where that thread cannot keep up, records
/// are dropped, and each drop is counted and shown. Nothing here knows Netty, and nothing a sink does,
/// or fails to do, reaches the loops.
package dev.fivetwenty.recorder;
