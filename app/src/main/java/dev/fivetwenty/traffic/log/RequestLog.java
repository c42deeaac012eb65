package dev.fivetwenty.traffic.log;

import java.io.IOException;

/// Requests of the past, one after another. Confined to a thread.
public interface RequestLog extends AutoCloseable {

  /// Goes on to the next request that can be read. Returns false at the end.
  boolean next() throws IOException;

  /// Returns the request at hand, which is valid until the next is.
  Recorded record();

  String name();

  /// Returns the number of the line, or of the entry, from 1.
  long line();

  /// Returns how many lines or entries could not be read.
  long unreadable();

  /// Returns the beginning of the first of them.
  String firstUnreadable();

  @Override
  void close() throws IOException;
}
