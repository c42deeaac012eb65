package dev.fivetwenty.incident.notice;

import dev.fivetwenty.recorder.ExchangeRecord;
import dev.fivetwenty.recorder.ExchangeSink;

/// Counts every exchange against a budget of failures; one that was never tried has no part in it.
public final class BurnSink implements ExchangeSink {

  private final BurnRate rates;

  public BurnSink(BurnRate rates) {
    this.rates = rates;
  }

  @Override
  public void accept(ExchangeRecord record) {
    // What the edge refused is the client's affair.
    if (record.attempts > 0 || record.hasFailed()) rates.add(record.endedMillis, record.hasFailed());
  }
}
