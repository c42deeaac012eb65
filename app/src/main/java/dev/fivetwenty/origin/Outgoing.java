package dev.fivetwenty.origin;

import io.netty.channel.Channel;

/// The request of an attempt, from its first byte to its last. Confined to the event loop.
interface Outgoing {

  /// What becomes of it.
  interface Progress {
    /// Bytes wait to be taken by the system.
    void writing();

    /// All bytes so far were taken by the system.
    ///
    /// @param whole no more will come
    void written(boolean whole);

    /// Nothing more can be written; the reply may still be there to read.
    void writeFailed(Throwable failure);
  }

  /// Writes what there is, and what comes, to a connection that is up.
  void start(Channel channel, Progress progress);

  /// Writes nothing more.
  void stop();

  /// Returns the bytes of the whole request; as long as that is not known, more than have come.
  long total();

  /// Returns the bytes that the system took.
  long written();

  boolean isWhole();

  /// Returns whether all that is still to come waits until the peer wants it (RFC 9110 §10.1.1).
  default boolean isExpectant() {
    return false;
  }

  /// Says that the peer wants the rest.
  default void wanted() {}
}
