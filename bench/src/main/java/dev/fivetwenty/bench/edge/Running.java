package dev.fivetwenty.bench.edge;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/// A contender at work.
interface Running extends AutoCloseable {

  InetSocketAddress address();

  /// Returns its processes, to be asked once it has answered; none comes or goes afterwards.
  List<Long> pids();

  /// Returns the access log's lines so far, or -1 where there is no log.
  long logged() throws IOException;

  @Override
  void close() throws IOException;
}
