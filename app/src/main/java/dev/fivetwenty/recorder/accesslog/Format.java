package dev.fivetwenty.recorder.accesslog;

import dev.fivetwenty.recorder.ExchangeRecord;

/// How a line of the access log looks.
sealed interface Format permits JsonFormat, CombinedFormat {

  /// Adds a line with its line end.
  void write(ExchangeRecord record, Line line);
}
