package dev.fivetwenty.traffic.log;

/// The format of a log's lines.
interface LineFormat {

  /// Fills a record from a line, without its line end. Returns false for a line that is none of this
  /// format; the record is in no useful state then.
  boolean read(byte[] bytes, int from, int to, Recorded into);
}
