package dev.fivetwenty.bench.edge;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/// A contender at work.
interface Running extends AutoCloseable {

  InetSocketAddress address();

  /// Returns its processes, none of which comes or goes while it is measured.
  List<Long> pids();

  /// Returns the access log's lines so far, or -1 where there is no log.
  long logged() throws IOException;

  @Override
  void close() throws IOException;
}
