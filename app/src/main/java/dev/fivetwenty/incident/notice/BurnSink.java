package dev.fivetwenty.incident.notice;

import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.ExchangeSink;

/// Counts every exchange against a budget of failures; one that was never tried has no part in it.
public final class BurnSink implements ExchangeSink {

  private final BurnRate rates;
  private final Runnable look;

  /// @param look at the rates, now and then; on the recorder's thread
  public BurnSink(BurnRate rates, Runnable look) {
    this.rates = rates;
    this.look = look;
  }

  @Override
  public void accept(ExchangeRecord record) {
    // What the edge refused is the client's affair.
    if (record.attempts > 0 || record.hasFailed()) rates.add(record.endedMillis, record.hasFailed());
  }

  @Override
  public void pulse(long nanos) {
    look.run();
  }
}
