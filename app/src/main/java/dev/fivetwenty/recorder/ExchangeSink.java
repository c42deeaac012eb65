package dev.fivetwenty.recorder;

/// Takes the records of all exchanges, on the recorder's one thread.
///
/// A sink that blocks holds up the other sinks, and in the end records are dropped; it never holds up
/// an event loop. What it throws is counted, and the record goes on to the next sink.
public interface ExchangeSink {

  /// Takes note of an exchange. The record is used again as soon as this returns.
  void accept(ExchangeRecord record);

  /// Called between records, at least ten times a second: time to write what was gathered.
  ///
  /// @param nanos a monotonic time, to compare with other calls
  default void pulse(long nanos) {}

  /// Writes what was gathered and ends; called once, after the last record.
  default void close() {}
}
