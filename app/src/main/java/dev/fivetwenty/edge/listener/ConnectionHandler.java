package dev.fivetwenty.edge.listener;

import io.netty.channel.Channel;

/// Who serves connections once they are open.
@FunctionalInterface
public interface ConnectionHandler {
  /// Adds its handlers to the end of the pipeline; called once for each connection, on its loop.
  ///
  /// The channel may be active already, so that its handlers may not hear that it became so. What a client has
  /// sent by then comes right after this call. A client that has closed its half is gone, until the handler sets
  /// `ALLOW_HALF_CLOSURE`: before a request there is nothing that it could still be told.
  void open(Channel channel, Arrival connection);
}
